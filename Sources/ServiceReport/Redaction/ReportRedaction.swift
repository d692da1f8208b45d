/// What is hidden in a report before it leaves the house. Secrets are hidden always.
public enum ReportRedaction: String, Codable, Hashable, Sendable, CaseIterable {
    /// Nothing but secrets.
    case none
    /// Addresses of the network and of the hardware: IP, MAC, RFPI, IPEI, and names made of them such as `ipbs3-12-34-56`.
    case addresses
    /// Addresses, and the names of hosts, devices, people and places.
    case names
}

extension ReportRedaction {
    /// What is hidden, in a sentence for people.
    public var summary: String {
        switch self {
        case .none: "Only secrets are hidden. The report has addresses and names in it."
        case .addresses:
            "Secrets and addresses are hidden. The report has names of hosts, devices, people and places in it."
        case .names: "Secrets, addresses and names are hidden. One thing has one and the same stand-in everywhere."
        }
    }
}
