pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// Hits of the fault library for this model; those of the alarm code first, with cases and cure rate.
RowList {
    id: list

    required property OrderViewModel order
    // Whether the whole library can be searched from here.
    property bool searchable: false
    signal searchAsked

    model: order.faults
    header: QuietButton {
        objectName: "searchLibrary"
        visible: list.searchable
        height: visible ? implicitHeight : 0
        accent: true
        iconName: "search"
        text: qsTr("Search the whole library")
        onClicked: list.searchAsked()
    }
    delegate: Item {
        id: row
        required property string code
        required property string cause
        required property string symptom
        required property string measure
        required property string cases
        required property string cured
        required property bool matches

        width: ListView.view.width
        height: line.implicitHeight + 2 * Theme.gap12
        RowLayout {
            id: line
            y: Theme.gap12
            width: parent.width
            spacing: Theme.gap16
            Tag {
                visible: row.code !== ""
                text: row.code
                tone: row.matches ? Tag.Info : Tag.Neutral
                Layout.alignment: Qt.AlignTop
            }
            ColumnLayout {
                Layout.fillWidth: true
                spacing: 0
                AppLabel {
                    text: row.cause
                    medium: true
                    Layout.fillWidth: true
                }
                AppLabel {
                    text: row.symptom
                    size: Theme.caption
                    quiet: true
                    Layout.fillWidth: true
                }
                AppLabel {
                    text: row.measure
                    size: Theme.caption
                    Layout.fillWidth: true
                }
            }
            ColumnLayout {
                spacing: 0
                AppLabel {
                    text: row.cases
                    strong: true
                    wrapMode: Text.NoWrap
                    Layout.alignment: Qt.AlignRight
                }
                AppLabel {
                    text: row.cured
                    size: Theme.caption
                    quiet: true
                    wrapMode: Text.NoWrap
                    Layout.alignment: Qt.AlignRight
                }
            }
        }
        Hairline {
            anchors.bottom: parent.bottom
            width: parent.width
        }
    }
    EmptyState {
        visible: list.count === 0
        y: Theme.gap24 + (list.headerItem?.height ?? 0)
        width: parent.width
        iconName: "menu_book"
        title: qsTr("No known fault of this model")
        text: qsTr("The library grows with every closed case.")
    }
}
