"""The life of a version: a draft may change, a published one never does again."""

from enum import StrEnum


class VersionStatus(StrEnum):
    """Where a version of an instrument stands."""

    DRAFT = "draft"
    PUBLISHED = "published"
