pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// What is typed, the model that is looked at, and what was found so far: it follows each letter.
Item {
    id: pane

    required property KnowledgeViewModel vm
    required property ShellViewModel shell
    required property Navigator navigator

    ColumnLayout {
        id: head
        width: parent.width
        spacing: Theme.gap8

        PageHeader {
            Layout.fillWidth: true
            Layout.leftMargin: Theme.margin
            Layout.rightMargin: Theme.margin
            Layout.preferredHeight: Math.max(Theme.header, implicitHeight)
            back: pane.navigator.canGoBack
            title: qsTr("Fault library")
            subtitle: pane.vm.orderLine
            onBackPressed: pane.navigator.back()
            HeaderActions {
                visible: Theme.compact
                shell: pane.shell
                navigator: pane.navigator
            }
        }
        SearchField {
            id: field
            Layout.fillWidth: true
            Layout.leftMargin: Theme.margin
            Layout.rightMargin: Theme.margin
            vm: pane.vm
            onDownPressed: if (hits.count > 0) hits.itemAtIndex(0)?.forceActiveFocus(Qt.TabFocusReason)
        }
        ModelFilter {
            Layout.fillWidth: true
            model: pane.vm.models
            onPicked: model => pane.vm.choose(model)
        }
        NoticeBar {
            objectName: "near"
            visible: pane.vm.near
            Layout.fillWidth: true
            Layout.leftMargin: Theme.margin
            Layout.rightMargin: Theme.margin
            tone: Tag.Info
            text: qsTr("Nothing exactly like this. Did you mean:")
        }
        AppLabel {
            objectName: "count"
            visible: text !== ""
            Layout.fillWidth: true
            Layout.leftMargin: Theme.margin
            Layout.rightMargin: Theme.margin
            size: Theme.caption
            quiet: true
            text: pane.vm.countText
        }
        Hairline { Layout.fillWidth: true }
    }
    RowList {
        id: hits
        objectName: "hits"
        anchors.top: head.bottom
        anchors.bottom: parent.bottom
        width: parent.width
        keyNavigationEnabled: false
        model: pane.vm.rows
        delegate: HitRow {
            required property int index

            width: ListView.view.width
            selected: pane.vm.picked === key && !Theme.compact
            onClicked: pane.vm.pick(key)
            onMoved: step => {
                const next = index + step;
                if (next < 0) {
                    field.forceActiveFocus(Qt.TabFocusReason);
                } else if (next < hits.count) {
                    hits.positionViewAtIndex(next, ListView.Contain);
                    hits.itemAtIndex(next)?.forceActiveFocus(Qt.TabFocusReason);
                }
            }
        }
    }
    // Over the list, which would take the press.
    EmptyState {
        objectName: "nothing"
        visible: pane.vm.empty
        anchors.top: head.bottom
        anchors.topMargin: Theme.gap24
        x: Theme.margin
        width: parent.width - 2 * Theme.margin
        iconName: pane.vm.libraryEmpty ? "menu_book" : "search"
        title: pane.vm.libraryEmpty ? qsTr("No entries yet") : qsTr("Nothing found")
        text: pane.vm.libraryEmpty ? qsTr("The library comes with the next sync.")
            : qsTr("Try two characters of it, the code on the display, or the part.")
        actionText: !pane.vm.libraryEmpty && pane.vm.model !== "" ? qsTr("Search all models") : ""
        onAction: pane.vm.choose("")
    }
}
