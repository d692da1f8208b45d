public import Faults

/// Something that is wrong with the LAN, as long as it is (manual 6.2, IP module).
public struct LANFault: Hashable, Sendable {
    /// The fault.
    public let code: FaultCode
    /// The part that reports it; with the code it identifies the alarm.
    public let source: String
    /// The text for people.
    public let text: String

    /// Makes a fault.
    public init(code: FaultCode, source: String, text: String) {
        self.code = code
        self.source = source
        self.text = text
    }

    /// The source of faults of a link, as the host's feed names it.
    static func source(_ link: String) -> String { "IP " + link.uppercased() }
}
