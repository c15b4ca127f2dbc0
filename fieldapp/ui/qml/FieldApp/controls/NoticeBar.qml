import QtQuick
import QtQuick.Layouts
import FieldApp

// A fact that changes what to do next: success, care, information, danger; with at most one quiet action. `dense` is
// for narrow columns: small words, little between them. A `whole` one is pressed anywhere, like the cards around it.
Rectangle {
    id: notice

    property int tone: Tag.Info
    property string text
    property string detail
    property string iconName: tone === Tag.Success ? "check_circle-fill" : tone === Tag.Warning ? "warning"
        : tone === Tag.Danger ? "error-fill" : "info"
    property string actionText
    property string actionName
    property bool dense: false
    property bool whole: false
    readonly property color ink: tone === Tag.Success ? Theme.success : tone === Tag.Warning ? Theme.warning
        : tone === Tag.Danger ? Theme.danger : tone === Tag.Info ? Theme.inkOnPrimarySoft : Theme.textSecondary
    signal action

    // Too narrow for words and action side by side: the action goes below them.
    readonly property bool stacked: actionText !== "" && width < Theme.noticeStacked * Theme.textScale

    implicitHeight: Math.max(Theme.chip, words.implicitHeight + (stacked ? Theme.gap12 : 2 * Theme.gap12),
        actionText === "" || stacked ? 0 : button.implicitHeight)
    implicitWidth: Theme.sidePane
    radius: Theme.radiusControl
    color: tone === Tag.Success ? Theme.successSoft : tone === Tag.Warning ? Theme.warningSoft
        : tone === Tag.Danger ? Theme.dangerSoft : tone === Tag.Info ? Theme.primarySoft : Theme.sunken
    border.width: Theme.sunlight ? Theme.strong : 0
    border.color: ink
    Accessible.role: Accessible.StaticText
    Accessible.name: text + " " + detail

    MouseArea {
        anchors.fill: parent
        enabled: notice.whole
        Accessible.ignored: true
        onClicked: notice.action()
    }
    RowLayout {
        id: row
        anchors.fill: parent
        anchors.leftMargin: Theme.gap16
        anchors.rightMargin: Theme.gap16
        spacing: notice.dense ? Theme.gap8 : Theme.gap12
        AppIcon {
            name: notice.iconName
            size: notice.dense ? Theme.iconLine : Theme.iconButton
            tint: notice.ink
        }
        ColumnLayout {
            id: words
            Layout.fillWidth: true
            // The words may reach over the empty part of the button, which is wider than what it says.
            Layout.rightMargin: notice.dense && button.visible ? -Theme.gap16 : 0
            spacing: 0
            AppLabel {
                text: notice.text
                size: notice.dense ? Theme.caption : Theme.body
                medium: true
                color: notice.tone === Tag.Neutral && notice.detail !== "" ? Theme.text : notice.ink
                Layout.fillWidth: true
            }
            AppLabel {
                text: notice.detail
                visible: text !== ""
                size: Theme.caption
                medium: notice.dense
                color: notice.dense ? notice.ink : notice.tone === Tag.Neutral ? Theme.textSecondary : Theme.text
                Layout.fillWidth: true
            }
            QuietButton {
                objectName: notice.actionName
                visible: notice.stacked
                text: notice.actionText
                ink: notice.ink
                size: Theme.body
                onClicked: notice.action()
            }
        }
        QuietButton {
            trailing: true
            id: button
            objectName: notice.actionName
            visible: notice.actionText !== "" && !notice.stacked
            text: notice.actionText
            ink: notice.ink
            size: Theme.body
            onClicked: notice.action()
        }
    }
}
