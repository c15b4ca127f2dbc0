pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// Me: who and which tablet left, settings and scanner test right; in portrait one below the other.
Item {
    id: page

    required property MeViewModel vm
    required property ShellViewModel shell
    required property Navigator navigator

    Item {
        id: pane
        visible: !Theme.compact
        width: visible ? Theme.listPane : 0
        height: parent.height - foot.height
        PageHeader {
            id: header
            x: Theme.margin
            width: parent.width - 2 * x
            height: Theme.header
            title: qsTr("Me")
        }
        Loader {
            anchors.top: header.bottom
            x: Theme.margin
            width: parent.width - 2 * x
            active: !Theme.compact
            sourceComponent: identity
        }
    }
    Hairline {
        visible: !Theme.compact
        x: pane.width - width
        width: Theme.hairline
        height: pane.height
    }
    Rectangle {
        anchors.left: pane.right
        anchors.right: parent.right
        height: pane.height
        color: Theme.compact ? Theme.background : Theme.surface
        PageHeader {
            id: right
            x: Theme.marginWide
            width: parent.width - x - Theme.margin
            height: Theme.header
            title: Theme.compact ? qsTr("Me") : qsTr("Settings")
            HeaderActions {
                shell: page.shell
                navigator: page.navigator
            }
        }
        Flickable {
            anchors.top: right.bottom
            anchors.bottom: parent.bottom
            width: parent.width
            contentHeight: all.implicitHeight + Theme.gap24
            boundsBehavior: Flickable.StopAtBounds
            clip: true
            ColumnLayout {
                id: all
                x: Theme.marginWide
                width: parent.width - 2 * x
                spacing: Theme.gap24
                Loader {
                    active: Theme.compact
                    visible: active
                    sourceComponent: identity
                    Layout.fillWidth: true
                }
                ScreenSettings {
                    vm: page.vm
                    shell: page.shell
                    Layout.fillWidth: true
                }
                Hairline { Layout.fillWidth: true }
                ColumnLayout {
                    spacing: Theme.gap12
                    Layout.fillWidth: true
                    SectionTitle {
                        text: qsTr("Scanner test")
                        Layout.fillWidth: true
                    }
                    ScannerField {
                        test: page.vm.scanner
                        Layout.fillWidth: true
                    }
                }
                Hairline { Layout.fillWidth: true }
                OwnFigures {
                    vm: page.vm
                    Layout.fillWidth: true
                }
            }
        }
    }
    Component {
        id: identity
        Identity { vm: page.vm }
    }
    BottomActionBar {
        id: foot
        anchors.bottom: parent.bottom
        width: parent.width
        sideMargin: Theme.margin
        SecondaryButton {
            objectName: "lockNow"
            text: qsTr("Lock now")
            iconName: "lock"
            onClicked: page.vm.lockNow()
        }
        QuietButton {
            objectName: "openAccess"
            text: qsTr("PIN and lock")
            onClicked: page.navigator.open("access", "")
        }
        QuietButton {
            objectName: "supportBundle"
            text: qsTr("Support bundle")
            onClicked: page.navigator.open("support", "")
        }
    }
}
