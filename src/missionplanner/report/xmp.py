"""The XMP packet of the PDF: its description again, as search tools and archives read it."""

from __future__ import annotations

import uuid
from xml.sax.saxutils import escape, quoteattr

from missionplanner.plan.clock import utc_text
from missionplanner.report.outline import Description

_NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
}


def xmp_packet(description: Description) -> bytes:
    """Write the packet. Source: ISO 16684-1, serialisation in RDF/XML."""
    date = quoteattr(utc_text(description.utc_ms))
    spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items())
    title, subject = escape(_plain(description.title)), escape(_plain(description.subject))
    authors = "".join(f"<rdf:li>{escape(_plain(author))}</rdf:li>" for author in description.authors)
    keywords = quoteattr(_plain(description.keywords))
    identifier = uuid.UUID(bytes=description.fingerprint)
    return f"""<?xpacket begin="\N{ZERO WIDTH NO-BREAK SPACE}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF {spaces}>
<rdf:Description rdf:about="" xmp:CreatorTool="missionplanner" xmp:CreateDate={date} xmp:ModifyDate={date}
 xmpMM:DocumentID="uuid:{identifier}" pdf:Producer="missionplanner" pdf:Keywords={keywords}>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq>{authors}</rdf:Seq></dc:creator>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>
""".encode()


def _plain(text: str) -> str:
    """Leave out the control characters that XML cannot hold."""
    return "".join(letter for letter in text if letter.isprintable())
