"""The register of recommendations: what publications recommend, ask and teach, and what was said of it since."""
