import Faults
import NetworkValues

/// A notification before it has a form: what happened, and what is told of it.
struct NotificationContent: Hashable, Sendable {
    /// One of the six generic traps of SNMPv1 (RFC 1157 4.1.6), which are named the same in SNMPv2-MIB and IF-MIB.
    enum Generic: UInt8, Sendable {
        case coldStart = 0
        case warmStart = 1
        case linkDown = 2
        case linkUp = 3
        case authenticationFailure = 4

        /// snmpTraps: coldStart is its first.
        var name: [UInt32] { [1, 3, 6, 1, 6, 3, 1, 1, 5, UInt32(rawValue) + 1] }
    }

    /// The notification's name: snmpTrapOID.0.
    var name: [UInt32]
    /// The generic trap that it is; `nil` for one of our own or of the vendor's.
    var generic: Generic?
    /// What is told, in the order of the module.
    var variables: [NotificationVariable]

    /// The place of the text among the variables, which may be cut when the message gets too long.
    var textPosition: Int?

    /// Its variable bindings in octets, from snmpTrapOID on, when several receivers share them; `nil` when each message makes
    /// its own.
    var bindings: [UInt8]?

    /// The enterprise and specific-trap of a Trap-PDU (RFC 3584 3.2): the name without its last sub-identifier, and
    /// without a zero before that.
    var enterpriseAndSpecific: (enterprise: [UInt32], specific: UInt32) {
        var enterprise = name
        let specific = enterprise.popLast() ?? 0
        if enterprise.last == 0 { enterprise.removeLast() }
        return (enterprise, specific)
    }

    /// The longest value that is no text: InetAddress with a zone (RFC 4001).
    private static let longestValue = 20

    /// The same with its long texts left empty: all objects of its definition are there (RFC 3416 4.2.6). `nil` when it has
    /// none.
    func shortest() -> NotificationContent? {
        var shorter = self
        shorter.bindings = nil
        for place in variables.indices {
            guard case .octets(let text) = variables[place].value, text.count > Self.longestValue else { continue }
            shorter.variables[place].value = .octets([])
        }
        return shorter.variables == variables ? nil : shorter
    }

    /// The same with a text shorter by `octets`, at the end of a character, or with none; `nil` when it has no text.
    func shortened(by octets: Int) -> NotificationContent? {
        guard let textPosition, case .octets(let text) = variables[textPosition].value else { return nil }
        var shorter = self
        shorter.bindings = nil
        var end = max(0, text.count - octets)
        while end > 0, end < text.count, text[end] & 0xc0 == 0x80 { end -= 1 }
        shorter.variables[textPosition].value = .octets(Array(text[..<end]))
        return shorter
    }
}

/// A variable of a notification.
struct NotificationVariable: Hashable, Sendable {
    /// The types that notifications use. Counter64 is none of them: it does not exist in SNMPv1, and a notification with
    /// one could not be sent in it (RFC 3584 3.2).
    enum Value: Hashable, Sendable {
        case integer(Int32)
        case unsigned(UInt32)
        case octets([UInt8])
        case name([UInt32])
        case ticks(UInt32)
    }

    /// The instance's name.
    var name: [UInt32]
    /// Its value.
    var value: Value
}

extension NotificationContent {
    /// A generic trap about nothing in particular.
    static func generic(_ generic: Generic) -> NotificationContent {
        NotificationContent(name: generic.name, generic: generic, variables: [])
    }

    /// linkUp or linkDown, with the objects that IF-MIB asks for: index, and administrative and operational state.
    static func link(_ index: UInt32, isUp: Bool, isAdministrativelyUp: Bool) -> NotificationContent {
        let entry: [UInt32] = [1, 3, 6, 1, 2, 1, 2, 2, 1]
        let generic = isUp ? Generic.linkUp : .linkDown
        return NotificationContent(
            name: generic.name, generic: generic,
            variables: [
                NotificationVariable(name: entry + [1, index], value: .integer(Int32(clamping: index))),
                NotificationVariable(name: entry + [7, index], value: .integer(isAdministrativelyUp ? 1 : 2)),
                NotificationVariable(name: entry + [8, index], value: .integer(isUp ? 1 : 2)),
            ])
    }
}

extension StringProtocol {
    /// At most `limit` octets of the text in UTF-8, cut at the end of a code point.
    func octets(upTo limit: Int) -> [UInt8] {
        let octets = Array(utf8)
        guard octets.count > limit else { return octets }
        var end = limit
        while end > 0, octets[end] & 0xc0 == 0x80 { end -= 1 }
        return Array(octets[..<end])
    }
}
