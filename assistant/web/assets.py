"""Style sheet, scripts and icon, as they are served: browsers may keep them, for their address names their state."""

from __future__ import annotations

import os
from collections.abc import MutableMapping
from typing import Any

from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles

KEPT = "public, max-age=31536000, immutable"


class Assets(StaticFiles):
    """Serves a folder in which no file ever changes: what changes gets another address."""

    def file_response(
        self, full_path: Any, stat_result: os.stat_result, scope: MutableMapping[str, Any], status_code: int = 200
    ) -> Response:
        """Return a file, to be kept by the browser."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers["Cache-Control"] = KEPT
        return response
