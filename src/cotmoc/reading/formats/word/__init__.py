"""Word (.docx): WordprocessingML read with lxml, for what an outline and tables need."""
