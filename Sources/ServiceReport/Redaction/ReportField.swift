/// What a text of the report is, which decides what becomes of it under each `ReportRedaction`.
enum ReportField: Sendable, Hashable {
    /// Words of our own, versions, numbers: the same under every redaction.
    case plain
    /// Text for people, in which addresses and names are looked for.
    case text
    /// An IP address, alone or with a port or a prefix length.
    case address
    /// A hardware address.
    case mac
    /// The broadcast identity of a radio.
    case rfpi
    /// The identity of an SNMP engine, which may be made of an address.
    case engine
    /// The name of a radio, which is made of its hardware address.
    case radio
    /// A host: a name or an address.
    case host
    /// Hosts with blanks between them.
    case hosts
    /// A URL.
    case url
    /// The name that somebody gave a device.
    case device
    /// A person: a user, an extension, a contact.
    case user
    /// Where something is.
    case place
    /// Another name that somebody gave.
    case name
    /// Whose certificate it is.
    case subject
    /// A certificate's fingerprint or serial number, by which it can be found elsewhere.
    case fingerprint
}
