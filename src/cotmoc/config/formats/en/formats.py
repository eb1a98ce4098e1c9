"""As in Vietnamese: a figure on the screen must not be misread beside the official paper."""

from cotmoc.config.formats.vi.formats import *  # noqa: F403
