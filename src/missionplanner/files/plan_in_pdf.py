"""Take the plan out of a PDF that carries it as an attachment."""

from __future__ import annotations

import io
import logging
import struct
import zlib

from missionplanner.files.errors import PlanFileError

# What pypdf raises on damaged files besides its own errors.
_DAMAGE = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)


def plan_in_pdf(data: bytes, name: str) -> bytes:
    """Return the bytes of the plan that a PDF carries.

    Args:
        data: the PDF.
        name: what to call it in an error.

    Raises:
        PlanFileError: the PDF is damaged, or carries no plan.
    """
    # Only now: reading a plan that is none needs no PDF library.
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        attachments = dict(PdfReader(io.BytesIO(data)).attachments.items())
    except (PyPdfError, *_DAMAGE):
        raise PlanFileError(f"{name} is a damaged or encrypted PDF; export the flight plan again.") from None
    for attachment, contents in attachments.items():
        if attachment.endswith(".mplan") and contents:
            return contents[0]
    raise PlanFileError(f"{name} is a PDF without a plan attached; open one that missionplanner exported.")
