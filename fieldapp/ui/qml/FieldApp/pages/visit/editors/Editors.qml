pragma Singleton
import QtQuick
import FieldApp
import ".."

// The editor of each kind of question, by the value of its Editor (viewmodels/editors.py).
QtObject {
    id: kinds

    readonly property Component acknowledge: Component { AcknowledgeInput {} }
    readonly property Component one: Component { SelectOneInput {} }
    readonly property Component likert: Component { LikertInput {} }
    readonly property Component searchOne: Component { SearchInput {} }
    readonly property Component listHead: Component { ListHeadInput {} }
    readonly property Component listRow: Component { ListRowInput {} }
    readonly property Component many: Component { SelectManyInput {} }
    readonly property Component chips: Component { ChipsInput {} }
    readonly property Component searchMany: Component { SearchInput { many: true } }
    readonly property Component number: Component { NumberInput {} }
    readonly property Component counter: Component { CounterInput {} }
    readonly property Component slider: Component { SliderInput {} }
    readonly property Component rating: Component { RatingInput {} }
    readonly property Component text: Component { TextAnswerInput {} }
    readonly property Component date: Component { DateInput {} }
    readonly property Component time: Component { TimeInput {} }
    readonly property Component dateTime: Component { DateTimeInput {} }
    readonly property Component barcode: Component { BarcodeInput {} }
    readonly property Component picture: Component { PictureInput {} }
    readonly property Component signature: Component { SignatureInput {} }
    readonly property Component rank: Component { RankInput {} }
    readonly property Component note: Component { NoteInput {} }
    readonly property Component end: Component { Item {} }
    // In the place of one that is not made yet.
    readonly property Component waiting: Component { QuestionWaiting {} }

    function find(kind: string): Component { return kinds[kind] ?? null }
}
