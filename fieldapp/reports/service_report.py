"""The service report as PDF: one content, one language, one customer's answer; equal input gives equal bytes."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.domain.ids import Sha256
from fieldapp.domain.visit import Acceptance, Refusal
from fieldapp.reports.content import ReportContent
from fieldapp.reports.kit.blocks import Blocks
from fieldapp.reports.kit.document import Imprint, write
from fieldapp.reports.kit.fonts import Fonts
from fieldapp.reports.sections.acceptance import acceptance, grouped
from fieldapp.reports.sections.bill import bill
from fieldapp.reports.sections.findings import exemptions, story, tests
from fieldapp.reports.sections.front import letterhead, parties, times
from fieldapp.reports.sections.parts import replaced_parts, warranty_record
from fieldapp.reports.sections.speaker import Speaker
from fieldapp.signature.evidence import content_sha256
from fieldapp.texts.catalogue import Catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceReport:
    """Makes the document. `centre_url` is where the company's own copy can be looked up, without a slash at the end."""

    fonts: Fonts
    texts: Catalogue
    centre_url: str

    def __call__(self, content: ReportContent, language: str, answer: Acceptance | Refusal | None) -> bytes:
        """Return the PDF in "zh" or "en"; without an answer it is the preview and says so."""
        speaker = Speaker(self.texts, language, content.zone)
        blocks = Blocks(self.fonts)
        digest = content_sha256(content)
        link = verification_link(self.centre_url, content, digest)
        flowables = [
            *letterhead(content, speaker, blocks, link, signed=answer is not None),
            *parties(content, speaker, blocks),
            *times(content, speaker, blocks),
            *story(content, speaker, blocks),
            *replaced_parts(content, speaker, blocks),
            *tests(content, speaker, blocks),
            *bill(content, speaker, blocks),
            *exemptions(content, speaker, blocks),
            *warranty_record(content, speaker, blocks),
            *acceptance(content, answer, digest, speaker, blocks),
        ]
        return write(flowables, _imprint(content, speaker, digest), self.fonts)


def verification_link(centre_url: str, content: ReportContent, digest: Sha256) -> str:
    """Return what the QR code says: number, version and the first 16 digits of what was signed (REP-5)."""
    return f"{centre_url}/verify/{content.number}/{content.version}?sha256={digest[:16]}"


def _imprint(content: ReportContent, speaker: Speaker, digest: Sha256) -> Imprint:
    number = speaker.tell("number", number=content.number, version=content.version, order=content.order_number)
    return Imprint(
        title=f"{speaker.tell('title')} {content.number}",
        author=speaker.tell("company"),
        subject=number,
        language=speaker.language,
        written_at=content.written_at,
        head=speaker.join(speaker.tell("company"), speaker.tell("title"), number),
        foot=speaker.join(content.number, speaker.tell("foot", digest=grouped(digest))),
        page_of=speaker.tell("page"),
    )
