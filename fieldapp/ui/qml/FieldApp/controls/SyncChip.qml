import QtQuick
import QtQuick.Templates as T
import FieldApp

// Is everything safe? Top right on every screen; pressing it opens the sync page.
T.AbstractButton {
    id: chip

    enum Look { Synced, Waiting, Offline, Problem, Running }

    property int look: SyncChip.Synced
    readonly property color ink: look === SyncChip.Synced ? Theme.success : look === SyncChip.Problem ? Theme.danger
        : look === SyncChip.Offline ? Theme.textSecondary : Theme.inkOnPrimarySoft
    readonly property string iconName: look === SyncChip.Synced ? "cloud_done" : look === SyncChip.Problem ? "cloud_alert"
        : look === SyncChip.Offline ? "cloud_off" : look === SyncChip.Running ? "sync" : "cloud_upload"

    implicitWidth: row.implicitWidth + 2 * Theme.gap16
    implicitHeight: Theme.target
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: click()
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()

    background: Item {
        Rectangle {
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width
            height: Math.max(Theme.chip, row.implicitHeight + Theme.gap16)
            radius: height / 2
            color: chip.look === SyncChip.Synced ? Theme.successSoft : chip.look === SyncChip.Problem ? Theme.dangerSoft
                : chip.look === SyncChip.Offline ? Theme.sunken : Theme.primarySoft
            border.width: Theme.sunlight ? Theme.strong : chip.down ? 1 : 0
            border.color: chip.ink
            FocusRing { shown: chip.visualFocus; around: parent.height / 2 }
        }
    }
    contentItem: Item {
        implicitWidth: row.implicitWidth
        Row {
            id: row
            anchors.centerIn: parent
            spacing: Theme.gap8
            AppIcon {
                name: chip.iconName
                tint: chip.ink
                anchors.verticalCenter: parent.verticalCenter
            }
            AppLabel {
                text: chip.text
                medium: true
                color: chip.ink
                wrapMode: Text.NoWrap
            }
        }
    }
}
