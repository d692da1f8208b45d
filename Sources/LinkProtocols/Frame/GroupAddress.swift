public import NetworkValues

/// Group addresses of the protocols of this target. Bridges do not forward them.
public enum GroupAddress {
    /// LLDP to the nearest bridge (IEEE 802.1AB-2016, table 7-1).
    public static let nearestBridge = MACAddress(rawValue: 0x0180_c200_000e)
    /// LLDP to the nearest bridge that is no two-port relay; also the address of port access entities (IEEE 802.1X-2004,
    /// table 7-2).
    public static let portAccessEntity = MACAddress(rawValue: 0x0180_c200_0003)
    /// BPDUs, and LLDP to the nearest customer bridge (IEEE 802.1D-2004, table 7-10).
    public static let bridges = MACAddress(rawValue: 0x0180_c200_0000)

    /// The addresses that a socket must join to hear LLDP, EAPOL and BPDUs.
    public static let all = [nearestBridge, portAccessEntity, bridges]
}
