"""What can go wrong in the store.

VectorStoreError
├── ModelNotFound
├── ModelChanged
├── DataFolderOwned
├── DataFolderUnusable
├── RecordUnavailable
├── DocumentRefused
│   └── IdentityTaken
├── VectorsMissing
├── UnknownPublication
├── SemanticIndexUnavailable
└── LexicalIndexUnavailable
"""


class VectorStoreError(Exception):
    """The root: whatever the store raises on purpose."""


class ModelNotFound(VectorStoreError):
    """No embedding model can be found or loaded."""


class ModelChanged(VectorStoreError):
    """The model's weights are not the expected ones."""


class DataFolderOwned(VectorStoreError):
    """Another process has the data folder open."""


class DataFolderUnusable(VectorStoreError):
    """The data folder cannot be made, entered or locked."""


class RecordUnavailable(VectorStoreError):
    """The database of the record cannot be opened, read or written."""


class DocumentRefused(VectorStoreError):
    """The record cannot hold a document, while it could hold others."""


class IdentityTaken(DocumentRefused):
    """A document asks for a publication id that belongs to another source."""


class VectorsMissing(VectorStoreError):
    """The record has no vectors of the open embedding model for something that must be searched."""


class UnknownPublication(VectorStoreError):
    """A publication that something is to be said of is not held."""


class SemanticIndexUnavailable(VectorStoreError):
    """Chroma cannot be opened, reached, read or written."""


class LexicalIndexUnavailable(VectorStoreError):
    """The lexical index cannot be opened, read or written."""
