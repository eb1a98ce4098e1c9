"""Scans and pictures: Tesseract by subprocess, one page after the other."""
