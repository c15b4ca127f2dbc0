import QtQuick
import QtQuick.Layouts

// Where the findings stand: below the questions that find them, above those of every later step.
Loader {
    id: place

    required property PlainStep step
    required property bool atItsStep

    active: step.navigator.has("new_order")
    visible: item !== null && (item as FindingRows).filled && (item as FindingRows).at === step.vm.current === atItsStep
    Layout.fillWidth: true
    // By its file, so that a visit without the sheet of new orders needs none of its types.
    Component.onCompleted: if (active) setSource("FindingRows.qml", {
        opener: step.navigator.viewModelOf("new_order"), navigator: step.navigator,
        orderId: Qt.binding(() => place.step.vm.facts.orderId)
    })
}
