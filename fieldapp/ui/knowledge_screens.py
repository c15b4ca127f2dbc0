"""The fault library and the proposals for it, put together: view models and routes."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.ui.stage import Stage
from fieldapp.ui.viewmodels.fault_proposal import FaultProposalViewModel
from fieldapp.ui.viewmodels.knowledge import KnowledgeViewModel
from fieldapp.ui.viewmodels.navigator import Route
from fieldapp.usecases.ports import Queries
from fieldapp.usecases.propose_fault import ProposeFault
from fieldapp.usecases.show_fault import ShowFault


@dataclass(frozen=True, slots=True)
class KnowledgeScreens:
    """The view models of the library; whoever holds this keeps them alive for QML."""

    knowledge: KnowledgeViewModel
    proposal: FaultProposalViewModel


def knowledge_screens(queries: Queries, propose: ProposeFault, stage: Stage) -> KnowledgeScreens:
    """Make the view models and their routes: the page "knowledge", the sheet "propose"; both take an order's id."""
    knowledge = KnowledgeViewModel(
        queries=queries,
        show=ShowFault(queries),
        background=stage.background,
        bus=stage.bus,
        words=stage.words,
    )
    proposal = FaultProposalViewModel(
        propose=propose,
        queries=queries,
        background=stage.background,
        words=stage.words,
        navigator=stage.navigator,
    )
    stage.navigator.add(
        Route("knowledge", "knowledge/KnowledgePage.qml", knowledge, "knowledge", enter=knowledge.enter),
        Route("propose", "knowledge/ProposeSheet.qml", proposal, enter=proposal.enter, sheet=True),
    )
    return KnowledgeScreens(knowledge, proposal)
