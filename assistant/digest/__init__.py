"""The digest: what has been published, changed, withdrawn, replaced and recommended since a day."""
