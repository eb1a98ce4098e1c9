"""Tỉnh An Hải: an invented province with a directive, units, figures and tasks, made by a seeded script.

Everything here – the province, its communes, people, words and figures – is made up. `python -m examples.an_hai DIR`
writes the files; the same seed and the same day give the same files.
"""
