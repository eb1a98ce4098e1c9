"""Cột Mốc: a directive goes in as a document; a measured plan comes out."""
