"""From the bytes of a directive to claims with their quotes. No Django.

The way: `formats` (bytes → Document of blocks) → `structure` (blocks → items, tables, outline)
→ `identity`, `indicators`, `tasks`, `obligations` (items and tables → claims) → `read` (all of it → PlanDraft).
The vocabulary stands in `vocabulary/*.toml`.
"""
