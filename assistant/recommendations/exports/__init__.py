"""The register of recommendations as files: values in, bytes out."""
