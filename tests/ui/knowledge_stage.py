"""The fault library's pages over the stage: the story's entries, and more of other models."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageDraw

from fieldapp.domain.ids import FaultEntryId, PartNumber, Sha256
from fieldapp.ui.knowledge_screens import KnowledgeScreens, knowledge_screens
from fieldapp.usecases.propose_fault import ProposeFault
from fieldapp.wire.codec import sha256_of
from fieldapp.wire.messages import DocumentKind
from tests.factories import ORDER_ID, make_fault
from tests.ui.stage import Device


def picture() -> bytes:
    """A photograph of a sensor, as far as a test needs one."""
    image = Image.new("RGB", (640, 360), "#8a94a6")
    ImageDraw.Draw(image).ellipse((260, 120, 380, 240), fill="#b3261e")
    kept = BytesIO()
    image.save(kept, "JPEG")
    return kept.getvalue()


DRIFT, SEAL, FAN = FaultEntryId("cf680-e02-drift"), FaultEntryId("cf680-door-seal"), FaultEntryId("ah12-e07-fan")


class Library(Device):
    """A device with the page `knowledge` and the sheet `propose`."""

    def __init__(self, language: str = "zh", clock: str = "09:18") -> None:
        super().__init__(language, clock)
        content = picture()
        self.store.state.blobs[name := sha256_of(content)] = ("image/jpeg", content)
        for entry in _more(name):
            self.store.state.documents[(DocumentKind.FAULT_ENTRY, entry.id, "")] = entry
        self.knowledge: KnowledgeScreens = knowledge_screens(
            self.store, ProposeFault(self.begin, self.clock, self.store, self.forms), self.stage
        )

    def type(self, text: str) -> None:
        """Search as the field does once the finger rests."""
        self.knowledge.knowledge.search(text)
        self.settle()

    def hits(self) -> list[str]:
        return [row.key for row in self.knowledge.knowledge.rows.rows()]


def _more(photo: Sha256) -> tuple[object, ...]:
    drift = make_fault(
        cause_zh="蒸发器温度传感器阻值漂移",
        cases=38,
        cured=35,
        fallback_zh="换新传感器后仍报警，换主控制板 CB-680",
        fallback_en="If the alarm stays with a new sensor, replace control board CB-680",
        tools_zh=("冰水杯", "数字万用表"),
        tools_en=("Cup of ice water", "Digital multimeter"),
        parts=(PartNumber("TS-02"), PartNumber("CB-681")),
        pictures=(photo,),
    )
    seal = make_fault(
        id=SEAL,
        code="",
        symptom_zh="门边结霜，压缩机不停",
        symptom_en="Frost along the door, compressor never stops",
        cause_zh="门封条老化变形",
        cause_en="Door seal is worn and deformed",
        measure_zh="换门封条 DS-68，调门铰链",
        measure_en="Replace door seal DS-68 and adjust the hinge",
        parts=(PartNumber("DS-68"),),
        cases=44,
        cured=43,
    )
    fan = make_fault(
        id=FAN,
        models=("AH-12",),
        code="E07",
        symptom_zh="低压保护，室外机结冰",
        symptom_en="Low pressure cut-out, outdoor unit iced up",
        cause_zh="室外风机不转",
        cause_en="Outdoor fan does not turn",
        measure_zh="除冰，换风机 FM-30",
        measure_en="Remove the ice, replace fan FM-30",
        parts=(),
        cases=12,
        cured=11,
    )
    return drift, seal, fan


__all__ = ["DRIFT", "FAN", "ORDER_ID", "SEAL", "Library"]
