pragma ComponentBehavior: Bound
import QtQuick
import FieldApp
import FieldApp.ViewModels

// Everything the office changed within 30 days, newest first; what was pressed away stays.
Rectangle {
    id: page

    required property NewsViewModel vm
    required property ShellViewModel shell
    required property Navigator navigator

    color: Theme.surface

    PageHeader {
        id: header
        x: Theme.margin
        width: parent.width - 2 * Theme.margin
        height: Theme.header
        back: true
        title: qsTr("News from the office")
        subtitle: page.vm.countText
        onBackPressed: page.navigator.back()
        QuietButton {
            objectName: "seeAllNews"
            visible: page.vm.count > 0
            trailing: true
            text: qsTr("All noted")
            onClicked: page.vm.seeAll()
        }
        HeaderActions {
            shell: page.shell
            navigator: page.navigator
        }
    }
    Hairline {
        anchors.bottom: header.bottom
        width: parent.width
    }
    RowList {
        id: list
        objectName: "newsList"
        anchors.top: header.bottom
        anchors.bottom: parent.bottom
        width: parent.width
        model: page.vm.rows
        delegate: NewsEntry {
            id: row
            required property string key
            required property string title
            required property string look
            required iconName
            required who
            required before
            required after
            required struck
            required detail
            required unseen

            objectName: "news-" + key
            width: ListView.view.width
            text: title
            warns: look === "warning"
            onClicked: page.vm.open(key)
        }
    }
    EmptyState {
        visible: list.count === 0
        anchors.centerIn: parent
        iconName: "notifications"
        title: qsTr("No news")
        text: qsTr("What the office changes on your orders stands here for 30 days.")
    }
}
