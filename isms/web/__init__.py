"""What all pages share: the session of a request, forms, tables, charts, panels, errors."""
