public import NetworkValues

/// What an operator wants of the LAN side.
public enum LANCommand: Hashable, Sendable {
    /// Count anew from now on, on these interfaces (manual 4.2.11).
    case clearStatistics([String])
    /// Try the VLAN that is decided on, also when it was held back or failed.
    case applyVLAN
    /// Keep a change of VLAN that waits to be confirmed.
    case confirmVLAN
    /// Take back a change of VLAN that waits to be confirmed.
    case rollBackVLAN
    /// Take the MAC address that a gateway has now as right.
    case acceptGateway(IPAddress)
    /// Leave the LAN (802.1X).
    case logOff
    /// Ask to be let in again (802.1X).
    case logOn
}

/// What became of a command.
public enum LANAnswer: Hashable, Sendable {
    /// Why a command was refused.
    public enum Reason: Hashable, Sendable {
        /// What it names is not there.
        case unknown
        /// It does not fit what stands now.
        case notPossible
    }

    /// It was done.
    case done
    /// It was not; the text says what was expected and what is.
    case refused(Reason, String)
}
