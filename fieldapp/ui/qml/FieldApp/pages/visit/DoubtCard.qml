import QtQuick
import QtQuick.Layouts
import FieldApp

// One gap of the order: what is missing, what to ask, and what closes it.
Rectangle {
    id: card

    required property string kind
    required property string title
    required property string question
    required property string offer
    required property string asked
    signal dispatcherAsked
    signal fillAsked
    signal offerTaken

    objectName: "doubt-" + kind
    implicitHeight: column.implicitHeight + 2 * Theme.gap16
    radius: Theme.radiusPanel
    color: Theme.background
    border.width: Theme.sunlight ? Theme.strong : Theme.hairline
    border.color: Theme.sunlight ? Theme.border : Theme.line

    GridLayout {
        id: column
        x: Theme.gap16
        y: Theme.gap16
        width: parent.width - 2 * Theme.gap16
        columns: width >= 720 * Theme.textScale && card.offer === "" ? 2 : 1
        columnSpacing: Theme.gap16
        rowSpacing: Theme.gap12
        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.gap12
            AppIcon {
                name: card.asked === "" ? "help-fill" : "schedule"
                tint: card.asked === "" ? Theme.warning : Theme.primary
                Layout.alignment: Qt.AlignTop
            }
            ColumnLayout {
                Layout.fillWidth: true
                spacing: Theme.gap4
                AppLabel {
                    text: card.title
                    strong: true
                    Layout.fillWidth: true
                }
                AppLabel {
                    text: card.question
                    Layout.fillWidth: true
                }
                AppLabel {
                    objectName: "asked-" + card.kind
                    visible: text !== ""
                    text: card.asked
                    strong: true
                    color: Theme.primary
                    Layout.fillWidth: true
                }
            }
        }
        Flow {
            Layout.fillWidth: column.columns === 1
            Layout.preferredWidth: column.columns === 1 ? column.width : fill.implicitWidth + ask.implicitWidth + Theme.gap12 + 1
            spacing: Theme.gap12
            SecondaryButton {
                objectName: "offer-" + card.kind
                visible: card.offer !== ""
                iconName: "check"
                text: qsTr("Take from the register: %1").arg(card.offer)
                onClicked: card.offerTaken()
            }
            SecondaryButton {
                id: fill
                objectName: "fill-" + card.kind
                iconName: "edit"
                text: qsTr("Fill in")
                onClicked: card.fillAsked()
            }
            SecondaryButton {
                id: ask
                objectName: "ask-" + card.kind
                iconName: "chat"
                text: qsTr("Ask the dispatcher")
                onClicked: card.dispatcherAsked()
            }
        }
    }
}
