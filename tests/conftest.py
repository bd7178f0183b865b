"""Shared checks explain themselves when they fail."""

import pytest

pytest.register_assert_rewrite("marked", "cases", "made", "documented")
