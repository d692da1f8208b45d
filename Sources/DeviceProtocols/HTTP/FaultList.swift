import NetworkValues

/// Which list a device was asked for.
public enum FaultPage: Hashable, Sendable {
    /// The alarms that stand (`cmd=xml-alarms`, manual 4.23.3).
    case alarms
    /// What happened (`cmd=xml-faults`, manual 4.23.4).
    case faults
}

/// What a device answered when it was asked for its alarms or faults.
///
/// The form is not published. Known are the attributes `type`, `severity` and `time` and an element whose name ends in
/// `text`; the parent firmware's interfaces have `code`, `src` or `source`, and `details` as well. So an entry is any element
/// that has a code and one of the others, whatever its name and place.
public struct FaultList: Hashable, Sendable {
    /// Entries that are kept.
    public static let entryLimit = 1024
    /// Elements that are kept because they were not understood.
    public static let unknownLimit = 8

    /// The entries, in the order in which they stand.
    public private(set) var entries: [FaultEntry] = []
    /// Elements that were not understood, as they came, shortened.
    public private(set) var unknown: [String] = []
    /// Why reading ended early; `nil` when the document was whole.
    public let error: XMLError?
    /// Whether the document was understood: it has entries, or is a whole and empty list.
    public private(set) var isUnderstood = false
    /// Whether what it lists is all that there is: it was whole and understood, and has nothing that looks like an alarm
    /// and could not be read.
    public private(set) var isComplete = false

    private let page: FaultPage
    private var hasUnreadable = false

    /// Reads an answer, as far as it goes.
    public init(
        _ bytes: Span<UInt8>, page: FaultPage, limits: XMLLimits = XMLLimits(), encoding: XMLEncoding = .utf8
    ) {
        self.page = page
        let document = XMLDocument(tolerating: bytes, limits: limits, encoding: encoding)
        error = document.error
        guard let root = document.root else { return }
        guard !Self.isForPeople(root) else {
            keep(root, in: bytes)
            return
        }
        root.walk(isLeaf: { Self.looksLikeEntry($0) }) { element in
            guard Self.looksLikeEntry(element) else {
                note(unknown: element, isRoot: element.range == root.range, in: bytes)
                return
            }
            // An element in which reading ended lacks what would have followed.
            guard !element.isCut else { return }
            guard let entry = entry(element), entries.count < Self.entryLimit else {
                hasUnreadable = true
                keep(element, in: bytes)
                return
            }
            entries.append(entry)
        }
        let isEmpty = document.error == nil && entries.isEmpty && unknown.isEmpty && Self.mayBeEmptyList(root)
        // A list of standing alarms has alarms, or nothing.
        isUnderstood = entries.contains { page == .faults || $0.kind == .alarm } || isEmpty
        isComplete = document.error == nil && isUnderstood && !hasUnreadable
    }

    /// The readings of the list of alarms: all that stand, if the list is complete; otherwise each of them, which says
    /// nothing of others.
    public var alarmReadings: [DeviceReading] {
        let standing = entries.filter { $0.kind == .alarm }.map(\.alarm)
        let others = entries.filter { $0.kind != .alarm }.map(\.reading)
        return others + (isComplete ? [.standingAlarms(standing)] : standing.map { .alarm($0) }) + rawReadings
    }

    /// The readings of the list of faults: what is new in it since `memory` saw it last, the earliest first. The first time
    /// all of it is the past, and none of it is a reading, unless the memory was made to report it.
    public func faultReadings(_ memory: inout FaultListMemory) -> [DeviceReading] {
        let new = memory.take(entries, isWhole: isComplete)
        return Self.inOrder(new).map(\.reading) + rawReadings
    }

    /// What was not understood.
    public var rawReadings: [DeviceReading] { unknown.map { .raw($0) } }

    /// The earliest first. Without times nobody knows what came first: then an alarm that is there together with its end
    /// is an event.
    private static func inOrder(_ entries: [FaultEntry]) -> [FaultEntry] {
        if entries.allSatisfy({ $0.alarm.deviceTime != nil }) {
            let sorted = entries.enumerated().sorted { one, other in
                let (time, otherTime) = (one.element.alarm.deviceTime?.time, other.element.alarm.deviceTime?.time)
                guard let time, let otherTime, time != otherTime else {
                    // Within a second an alarm begins before it ends.
                    let (kind, otherKind) = (one.element.kind.rawValue, other.element.kind.rawValue)
                    return kind == otherKind ? one.offset < other.offset : kind < otherKind
                }
                return time < otherTime
            }
            return sorted.map(\.element)
        }
        func has(_ kind: FaultEntry.Kind, like entry: FaultEntry) -> Bool {
            entries.contains {
                $0.kind == kind && $0.alarm.code == entry.alarm.code && $0.alarm.source == entry.alarm.source
            }
        }
        return entries.compactMap { entry in
            switch entry.kind {
            case .alarm where has(.clear, like: entry): FaultEntry(.error, entry.alarm)
            case .clear where has(.alarm, like: entry): nil
            default: entry
            }
        }
    }
}

extension FaultList {
    /// Whether an element is meant as an alarm: it has a code with something else, or the type of one.
    private static func looksLikeEntry(_ element: XMLElement) -> Bool {
        let hasCode = element.value("code", "errorcode", "faultcode", "fault-code") != nil
        let hasType = element.attribute("type", "activity").flatMap { FaultEntry.Kind(named: $0) } != nil
        let hasMore = element.value("severity", "sev", "time", "date", "source", "src", "module", "type") != nil
        return hasCode && (hasMore || text(element) != nil) || hasType && hasMore
    }

    /// Whether it is a page for people, or an error of the server.
    private static func isForPeople(_ root: XMLElement) -> Bool {
        ["html", "error", "body", "fault-response"].contains(root.localName)
    }

    /// A list without entries: nothing in it, and no sign of an error.
    private static func mayBeEmptyList(_ root: XMLElement) -> Bool {
        guard root.text.trimmedBlanks.isEmpty else { return false }
        return !root.attributes.contains { $0.localName.contains("error") }
    }

    private mutating func note(unknown element: XMLElement, isRoot: Bool, in bytes: Span<UInt8>) {
        guard element.children.isEmpty, !element.isCut else { return }
        // An empty outermost element is an empty list.
        if isRoot, element.text.trimmedBlanks.isEmpty, Self.mayBeEmptyList(element) { return }
        keep(element, in: bytes)
    }

    private mutating func keep(_ element: XMLElement, in bytes: Span<UInt8>) {
        guard unknown.count < Self.unknownLimit else { return }
        let text = PageText.raw(element.range, in: bytes)
        if !text.isEmpty { unknown.append(text) }
    }

    private func entry(_ element: XMLElement) -> FaultEntry? {
        let named = FaultEntry.Kind(named: element.localName) ?? (page == .alarms ? .alarm : .error)
        return FaultEntry(named, text: Self.text(element) ?? "") { element.value(in: $0) }
    }

    /// What stands in the attribute or element whose name ends in `text`, or else in the element itself.
    private static func text(_ element: XMLElement) -> String? {
        func isText(_ name: String) -> Bool {
            name.hasSuffix("text") || name == "description" || name == "msg"
        }
        let found =
            element.attributes.first { isText($0.localName) }?.value
            ?? element.children.first { isText($0.localName) }?.text
        let text = (found ?? element.text).trimmedBlanks
        return text.isEmpty ? nil : text
    }
}
