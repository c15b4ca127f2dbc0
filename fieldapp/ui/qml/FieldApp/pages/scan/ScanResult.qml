pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp

// One result. The newest stands on its colour, after a short flash: done is green, before is neutral, doubtful is amber.
Rectangle {
    id: row

    required property int index
    required property string key
    required property string look
    required property string title
    required property string detail
    required property string word
    required property bool mayUse
    signal used(string key)

    readonly property bool newest: index === 0
    readonly property color ink: look === "ok" ? Theme.success : look === "again" ? Theme.textSecondary : Theme.warning
    readonly property color ground: !newest || look === "again" ? Theme.surface : look === "ok" ? Theme.successSoft : Theme.warningSoft

    objectName: "scanResult-" + index
    implicitHeight: Math.max(Theme.rowTwoLines, line.implicitHeight + Theme.gap16)
    color: ground
    Accessible.role: Accessible.ListItem
    Accessible.name: [word, title, detail].join(", ")

    Rectangle {
        anchors.fill: parent
        color: row.ink
        opacity: 0
        NumberAnimation on opacity {
            running: row.newest && Theme.flash > 0
            from: 0.35
            to: 0
            duration: Theme.flash
        }
    }
    RowLayout {
        id: line
        anchors.fill: parent
        anchors.leftMargin: Theme.margin
        anchors.rightMargin: Theme.margin
        spacing: Theme.gap16
        AppIcon {
            name: row.look === "ok" ? "check_circle-fill" : row.look === "again" ? "history" : "help-fill"
            size: Theme.iconRail
            tint: row.ink
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: 0
            AppLabel {
                text: row.title
                medium: true
                wrapMode: Text.Wrap
                maximumLineCount: 2
                elide: Text.ElideRight
                Layout.fillWidth: true
            }
            AppLabel {
                visible: text !== ""
                text: row.detail
                size: Theme.caption
                quiet: true
                Layout.fillWidth: true
            }
        }
        AppLabel {
            visible: !row.mayUse
            text: row.word
            medium: true
            color: row.ink
            wrapMode: Text.NoWrap
        }
        SecondaryButton {
            objectName: row.mayUse ? "scanAnyway" : ""
            visible: row.mayUse
            text: qsTr("Use all the same")
            onClicked: row.used(row.key)
        }
    }
    Hairline {
        anchors.bottom: parent.bottom
        width: parent.width
    }
}
