pragma ComponentBehavior: Bound
import QtQuick
import FieldApp
import FieldApp.ViewModels

// The analysis before the trip: what is known left, what is planned right; below each other where there is little width.
Item {
    id: step

    required property VisitViewModel vm

    Rectangle {
        id: known
        visible: !Theme.compact
        width: visible ? Theme.evidencePane : 0
        height: parent.height
        color: Theme.background
        Hairline {
            x: parent.width - width
            height: parent.height
        }
        Flickable {
            objectName: "known"
            anchors.fill: parent
            contentHeight: held.implicitHeight + Theme.gap24
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            Loader {
                id: held
                width: parent.width
                active: known.visible
                sourceComponent: sources
            }
        }
    }
    Flickable {
        id: planned
        objectName: "planned"
        anchors.left: known.right
        anchors.right: parent.right
        height: parent.height
        contentHeight: plan.y + plan.implicitHeight + Theme.gap24
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        Loader {
            id: above
            width: parent.width
            active: Theme.compact
            visible: active
            sourceComponent: sources
        }
        AnalysePlan {
            id: plan
            x: Theme.compact ? Theme.margin : Theme.marginWide
            y: (Theme.compact ? above.implicitHeight : 0) + Theme.gap16
            width: parent.width - 2 * x
            vm: step.vm
            scroller: planned
        }
    }
    Component {
        id: sources
        AnalyseSources { vm: step.vm }
    }
}
