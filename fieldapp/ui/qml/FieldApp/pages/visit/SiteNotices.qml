import QtQuick
import FieldApp
import FieldApp.ViewModels

// What stands over the whole visit: closed, taken away, not repaired here; what failed, what is missing, what was agreed.
Column {
    id: notices

    required property SiteFacts facts
    required property string step

    spacing: Theme.gap4

    NoticeBar {
        objectName: "closedVisit"
        visible: text !== ""
        width: notices.width
        dense: true
        tone: Tag.Success
        text: notices.facts.closedText
    }
    NoticeBar {
        objectName: "takenAway"
        visible: text !== "" && notices.facts.closedText === ""
        width: notices.width
        dense: true
        tone: Tag.Info
        text: notices.facts.takenText
        detail: notices.facts.takenDetail
    }
    NoticeBar {
        objectName: "notRepairedHere"
        visible: text !== "" && notices.facts.closedText === ""
        width: notices.width
        dense: true
        tone: Tag.Info
        text: notices.facts.notMineText
    }
    NoticeBar {
        objectName: "price"
        visible: text !== "" && (notices.facts.priceRefused || notices.step === "work" || notices.step === "report")
            && notices.facts.closedText === ""
        width: notices.width
        dense: true
        tone: notices.facts.priceRefused ? Tag.Warning : Tag.Success
        text: notices.facts.priceText
    }
    NoticeBar {
        objectName: "failedChecks"
        visible: text !== "" && (notices.step === "work" || notices.step === "test")
        width: notices.width
        dense: true
        tone: Tag.Danger
        text: notices.facts.failedText
    }
    NoticeBar {
        objectName: "leftBehind"
        visible: text !== "" && notices.step === "clean"
        width: notices.width
        dense: true
        tone: Tag.Warning
        text: notices.facts.leftText
    }
}
