"""PDF with text: visual lines back to paragraphs, ruled tables back to rows."""
