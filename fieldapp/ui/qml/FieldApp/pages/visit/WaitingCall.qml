import QtQuick
import FieldApp
import FieldApp.ViewModels

// A call that is planned: when, and how long until then; with it the way to make it before.
NoticeBar {
    required property ContactViewModel contact

    visible: contact.waitingTitle !== ""
    tone: contact.due ? Tag.Warning : Tag.Info
    iconName: "call"
    text: contact.waitingTitle
    detail: contact.waitingText
}
