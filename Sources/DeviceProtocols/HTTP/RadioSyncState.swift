/// Whether a radio is synchronized, as devices write it.
public enum RadioSyncState: Hashable, Sendable {
    /// It gives the others their time.
    case master
    /// It has its time from another one.
    case synchronized
    /// It has none, or looks for one.
    case unsynchronized

    /// The state by the words that are known: `Master`, `Synchronized`, `Unsynchronized`, `Searching for sync source`.
    /// `nil` for any other.
    public init?(named text: String) {
        let text = text.trimmedBlanks.lowercased()
        guard text.utf8.count <= 256 else { return nil }
        if text.contains("unsync") || text.contains("not sync") || text.contains("no sync")
            || text.contains("sync lost") || text.contains("searching for sync")
        {
            self = .unsynchronized
        } else if text.contains("synchronized") || text.contains("synchronised") {
            self = .synchronized
        } else if text == "master" || text.hasPrefix("master ") || text == "sync master" {
            self = .master
        } else {
            return nil
        }
    }

    /// The state as a reading.
    public var reading: DeviceReading { self == .unsynchronized ? .syncLost(nil) : .syncFound }
}

/// What a device answered when it was asked for the synchronization of its radio (`/RFPSTAT0/mod_cmd.xml?cmd=rfp-stat2`).
///
/// The form is not published; known are the words that stand in it. They are looked for in values and texts, and, when there
/// are none, in names of elements. Words that contradict each other are none.
public struct RadioSyncPage: Hashable, Sendable {
    /// The state; `nil` when the document has none, or several.
    public private(set) var state: RadioSyncState?
    /// Why reading ended early; `nil` when the document was whole.
    public let error: XMLError?
    /// What was not understood.
    public private(set) var unknown = ""

    /// Reads an answer. Of a document that is broken nothing counts.
    public init(_ bytes: Span<UInt8>, limits: XMLLimits = XMLLimits(), encoding: XMLEncoding = .utf8) {
        let document = XMLDocument(tolerating: bytes, limits: limits, encoding: encoding)
        error = document.error
        if error == nil, let root = document.root {
            var values: Set<RadioSyncState> = []
            var names: Set<RadioSyncState> = []
            root.walk { element in
                for text in element.attributes.map(\.value) + [element.text] {
                    if let state = RadioSyncState(named: text) { values.insert(state) }
                }
                if let state = RadioSyncState(named: element.localName) { names.insert(state) }
            }
            let states = values.isEmpty ? names : values
            state = states.count == 1 ? states.first : nil
        }
        if state == nil { unknown = PageText.raw(0..<bytes.count, in: bytes) }
    }

    /// What the page says.
    public var readings: [DeviceReading] {
        if let state { return [state.reading] }
        return unknown.isEmpty ? [] : [.raw(unknown)]
    }
}
