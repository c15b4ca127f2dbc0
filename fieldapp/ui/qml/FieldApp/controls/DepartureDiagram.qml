pragma ComponentBehavior: Bound
import QtQuick
import FieldApp

// One bar to scale: now, preparation (dashed), travel, buffer, early margin, appointment. Times stand over the joints.
Item {
    id: diagram

    // Minutes of the four pieces; `preparation` is 0 once it is time to leave.
    property real preparation: 0
    property real travel: 1
    property real buffer: 0
    property real early: 0
    property string nowTime
    property string leaveTime
    property string arriveTime
    property string appointmentTime
    property string minutesPattern: qsTr("%1 min")

    readonly property real least: 0.08
    readonly property real total: Math.max(1, preparation + travel + buffer + early)
    readonly property real unit: width / total
    readonly property real leaveX: preparation > 0 ? Math.max(width * 0.16, Math.min(width * 0.3, preparation * unit)) : 0
    readonly property real scaled: (width - leaveX) / Math.max(1, travel + buffer + early)
    readonly property real bufferX: leaveX + travel * scaled
    readonly property real earlyX: bufferX + buffer * scaled

    // More than two hours read as a clock does: "6:37".
    function span(value: real): string {
        const whole = Math.round(value);
        return whole > 120 ? Math.floor(whole / 60) + ":" + String(whole % 60).padStart(2, "0") : minutesPattern.arg(whole);
    }

    implicitHeight: times.height + Theme.gap8 + Theme.chip + Theme.gap8 + Theme.body * 1.5
    implicitWidth: Theme.sheetWidth
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("Leave %1, arrive %2, appointment %3").arg(leaveTime).arg(arriveTime).arg(appointmentTime)

    component Moment: Column {
        property string time
        property string words
        property color ink: Theme.text
        property bool strong: true
        property real at: 0
        property int align: Text.AlignHCenter
        x: align === Text.AlignLeft ? at : align === Text.AlignRight ? at - width
            : Math.max(0, Math.min(diagram.width - width, at - width / 2))
        width: Math.max(timeLabel.implicitWidth, wordLabel.implicitWidth)
        AppLabel {
            id: timeLabel
            width: parent.width
            horizontalAlignment: parent.align
            text: parent.time
            size: Theme.figure
            strong: parent.strong
            color: parent.ink
            wrapMode: Text.NoWrap
        }
        AppLabel {
            id: wordLabel
            width: parent.width
            horizontalAlignment: parent.align
            text: parent.words
            color: parent.strong && parent.ink !== Theme.text ? parent.ink : Theme.textSecondary
            strong: parent.ink === Theme.warning
            wrapMode: Text.NoWrap
        }
    }
    component Piece: Item {
        property real from: 0
        property real to: 0
        property string words
        property string caption
        property color fill
        property color ink
        property bool dashed: false
        x: from + (from > 0 ? Theme.strong : 0)
        y: times.height + Theme.gap8
        width: to - from - (from > 0 ? Theme.strong : 0) - (to < diagram.width - 1 ? Theme.strong : 0)
        visible: to - from > 1
        Rectangle {
            width: parent.width
            height: Theme.chip
            radius: Theme.radiusCheck
            visible: !parent.dashed
            color: parent.fill
            border.width: Theme.sunlight ? Theme.strong : 0
            border.color: Theme.text
        }
        DashedFrame {
            width: parent.width
            height: Theme.chip
            visible: parent.dashed
            ink: parent.ink
        }
        AppLabel {
            width: parent.width
            height: Theme.chip
            horizontalAlignment: Text.AlignHCenter
            text: parent.words
            opacity: implicitWidth <= parent.width ? 1 : 0
            strong: true
            color: parent.ink
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
        AppLabel {
            anchors.horizontalCenter: parent.horizontalCenter
            y: Theme.chip + Theme.gap8
            text: parent.caption
            quiet: true
            wrapMode: Text.NoWrap
        }
    }

    Item {
        id: times
        width: parent.width
        height: now.height
        Moment {
            id: now
            time: diagram.nowTime
            words: qsTr("Now")
            strong: false
            ink: Theme.textSecondary
            align: Text.AlignLeft
            opacity: diagram.preparation > 0 ? 1 : 0
        }
        Moment {
            time: diagram.leaveTime
            words: qsTr("Leave")
            ink: Theme.warning
            at: diagram.leaveX
            align: diagram.leaveX > 0 ? Text.AlignHCenter : Text.AlignLeft
        }
        Moment {
            time: diagram.arriveTime
            words: qsTr("Arrive")
            at: Math.min(diagram.earlyX, diagram.width - appointment.width - width / 2 - Theme.gap24)
        }
        Moment {
            id: appointment
            time: diagram.appointmentTime
            words: qsTr("Appointment")
            at: diagram.width
            align: Text.AlignRight
        }
    }
    Piece {
        to: diagram.leaveX
        words: diagram.span(diagram.preparation)
        caption: qsTr("Prepare")
        ink: Theme.warning
        dashed: true
    }
    Piece {
        from: diagram.leaveX
        to: diagram.bufferX
        words: diagram.span(diagram.travel)
        caption: qsTr("Way")
        fill: Theme.barTravel
        ink: Theme.inkOnBarTravel
    }
    Piece {
        from: diagram.bufferX
        to: diagram.earlyX
        words: diagram.span(diagram.buffer)
        caption: qsTr("Buffer")
        fill: Theme.barBuffer
        ink: Theme.inkOnBarBuffer
    }
    Piece {
        from: diagram.earlyX
        to: diagram.width
        words: diagram.span(diagram.early)
        caption: qsTr("Early")
        fill: Theme.barEarly
        ink: Theme.inkOnBarEarly
    }
}
