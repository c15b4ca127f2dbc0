pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// The bill: amounts share one right edge, the sum stands under a strong rule (REP-2).
ColumnLayout {
    id: table

    required property Rows fees
    property string priceList
    property string borne
    property string due
    // Columns that every line keeps, so that figures stand below each other.
    readonly property int quantityWidth: Theme.timeColumn * Theme.textScale
    readonly property int priceWidth: (Theme.keyWidth + Theme.gap8) * Theme.textScale
    readonly property bool narrow: width < 520 * Theme.textScale

    spacing: 0

    SectionTitle {
        Layout.fillWidth: true
        Layout.bottomMargin: Theme.gap8
        text: qsTr("Cost")
        note: table.priceList
    }
    Hairline { Layout.fillWidth: true }
    Repeater {
        model: table.fees
        Item {
            id: line
            required property string key
            required property string title
            required property string quantity
            required property string price
            required property bool covered
            required property string coveredWord
            required property string due
            objectName: "fee-" + key
            Layout.fillWidth: true
            implicitHeight: Math.max(Theme.rowTable, cells.implicitHeight + Theme.gap16)
            Accessible.role: Accessible.StaticText
            Accessible.name: [title, quantity, price, coveredWord, due].join(" ")
            RowLayout {
                id: cells
                anchors.fill: parent
                spacing: Theme.gap16
                AppLabel {
                    text: line.title
                    Layout.fillWidth: true
                    Accessible.ignored: true
                }
                AppLabel {
                    text: line.quantity
                    quiet: true
                    horizontalAlignment: Text.AlignRight
                    wrapMode: Text.NoWrap
                    Layout.preferredWidth: table.narrow ? implicitWidth : table.quantityWidth
                    Accessible.ignored: true
                }
                AppLabel {
                    visible: !table.narrow
                    text: line.price
                    quiet: true
                    horizontalAlignment: Text.AlignRight
                    wrapMode: Text.NoWrap
                    Layout.preferredWidth: table.priceWidth
                    Accessible.ignored: true
                }
                Item {
                    implicitWidth: tag.implicitWidth
                    implicitHeight: tag.implicitHeight
                    Layout.preferredWidth: table.quantityWidth
                    Tag {
                        id: tag
                        anchors.right: parent.right
                        text: line.coveredWord
                        tone: line.covered ? Tag.Success : Tag.Warning
                        Accessible.ignored: true
                    }
                }
                AppLabel {
                    text: line.due
                    medium: true
                    horizontalAlignment: Text.AlignRight
                    wrapMode: Text.NoWrap
                    Layout.preferredWidth: table.priceWidth
                    Accessible.ignored: true
                }
            }
            Hairline {
                anchors.bottom: parent.bottom
                width: parent.width
            }
        }
    }
    Rectangle {
        Layout.fillWidth: true
        Layout.topMargin: -Theme.hairline
        implicitHeight: Theme.strong
        color: Theme.text
    }
    RowLayout {
        Layout.fillWidth: true
        Layout.topMargin: Theme.gap12
        spacing: Theme.gap16
        ColumnLayout {
            spacing: 0
            Layout.fillWidth: true
            AppLabel {
                text: qsTr("Customer pays")
                size: Theme.row
                strong: true
                Layout.fillWidth: true
            }
            AppLabel {
                objectName: "borne"
                text: table.borne
                visible: text !== ""
                size: Theme.caption
                quiet: true
                Layout.fillWidth: true
            }
        }
        AppLabel {
            objectName: "due"
            text: table.due
            size: Theme.figure + Theme.gap4
            strong: true
            wrapMode: Text.NoWrap
        }
    }
}
