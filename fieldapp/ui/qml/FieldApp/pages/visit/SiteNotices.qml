import QtQuick
import FieldApp
import FieldApp.ViewModels

// What stands over the whole visit: closed, taken away, not repaired here; what failed, what is missing, what was agreed.
Column {
    id: notices

    required property SiteViewModel site
    readonly property SiteFacts facts: site.facts
    readonly property CoverageViewModel coverage: site.coverage
    required property string step
    signal passOnAsked

    signal priceAsked

    spacing: Theme.gap4
    topPadding: told ? Theme.gap8 : 0

    readonly property bool told: closed.visible || waitsNot.visible || away.visible || elsewhere.visible || price.visible || payer.visible || failed.visible
        || left.visible

    NoticeBar {
        id: closed
        objectName: "closedVisit"
        visible: text !== ""
        width: notices.width
        dense: true
        tone: Tag.Success
        text: notices.facts.closedText
    }
    NoticeBar {
        id: waitsNot
        objectName: "waitsNot"
        visible: text !== ""
        width: notices.width
        dense: true
        tone: Tag.Warning
        text: notices.facts.waitsNotText
        actionName: "passOnNow"
        actionText: qsTr("Pass it on")
        onAction: notices.passOnAsked()
    }
    NoticeBar {
        id: away
        objectName: "takenAway"
        visible: text !== ""
        width: notices.width
        dense: true
        tone: Tag.Info
        text: notices.facts.takenText
        detail: notices.facts.takenDetail
        actionName: "bringBack"
        actionText: notices.site.mayBringBack ? qsTr("Brought back") : ""
        onAction: notices.site.askBringBack()
    }
    NoticeBar {
        id: elsewhere
        objectName: "notRepairedHere"
        visible: text !== "" && notices.facts.closedText === ""
        width: notices.width
        dense: true
        tone: Tag.Info
        text: notices.facts.notMineText
    }
    NoticeBar {
        id: price
        objectName: "price"
        visible: text !== "" && (notices.facts.priceRefused || notices.step === "work" || notices.step === "report")
            && notices.facts.closedText === ""
        width: notices.width
        dense: true
        tone: notices.facts.priceRefused ? Tag.Warning : Tag.Success
        text: notices.facts.priceText
        // A customer who changes his mind at the door, or a slip on the glass.
        actionName: "askPriceAgain"
        actionText: notices.facts.priceRefused ? qsTr("Show again") : ""
        onAction: notices.priceAsked()
    }
    NoticeBar {
        id: payer
        objectName: "payer"
        visible: text !== "" && ["work", "report", "sign"].includes(notices.step) && notices.facts.closedText === ""
        width: notices.width
        dense: true
        tone: notices.coverage.covered ? Tag.Info : Tag.Warning
        text: notices.coverage.settledText
        actionName: "changePayer"
        actionText: notices.coverage.possible ? qsTr("Change") : ""
        onAction: notices.coverage.ask()
    }
    NoticeBar {
        id: failed
        objectName: "failedChecks"
        visible: text !== "" && notices.step === "work" && notices.facts.closedText === ""
        width: notices.width
        dense: true
        tone: Tag.Danger
        text: notices.facts.failedText
    }
    NoticeBar {
        id: left
        objectName: "leftBehind"
        visible: text !== "" && notices.step === "clean"
        width: notices.width
        dense: true
        tone: Tag.Warning
        text: notices.facts.leftText
    }
}
