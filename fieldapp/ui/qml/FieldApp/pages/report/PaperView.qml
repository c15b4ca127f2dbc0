pragma ComponentBehavior: Bound
import QtQuick
import FieldApp

// The pages as they will be printed, below each other; paper is white in every theme.
RowList {
    id: view

    // Addresses of pictures, empty until they are drawn.
    required property list<var> pages
    property bool begun: true

    model: pages
    spacing: Theme.gap16
    topMargin: Theme.gap16
    bottomMargin: Theme.gap16
    // A report has few pages, and a page that must be drawn again flickers.
    displayMarginBeginning: 6000
    displayMarginEnd: 6000

    delegate: Item {
        id: row
        required property string modelData
        required property int index
        width: ListView.view.width
        height: paper.height
        Rectangle {
            anchors.fill: paper
            anchors.margins: -Theme.hairline
            color: Theme.line
        }
        Image {
            id: paper
            objectName: "paper-" + row.index
            width: Math.min(parent.width - 2 * Theme.gap16, Theme.sheetWidth * Math.max(1, Theme.textScale))
            height: implicitWidth > 0 ? width * implicitHeight / implicitWidth : width * 1.414
            anchors.horizontalCenter: parent.horizontalCenter
            source: row.modelData
            cache: false
            asynchronous: false
            mipmap: true
            Accessible.role: Accessible.Graphic
            Accessible.name: qsTr("Page %1").arg(row.index + 1)
        }
    }

    ProgressPanel {
        objectName: "drawing"
        visible: view.count === 0
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.margin, Theme.sidePane)
        text: qsTr("Drawing the pages")
        cancellable: false
        fraction: view.begun ? 0.5 : 0.1
    }
}
