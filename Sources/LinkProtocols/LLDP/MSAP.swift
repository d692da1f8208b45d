/// The identity of a port of a neighbour: chassis and port together (IEEE 802.1AB-2016, 8.5.2.4, MAC service access point).
public struct MSAP: Hashable, Sendable {
    /// The chassis.
    public let chassis: ChassisID
    /// The port.
    public let port: PortID

    /// Makes an identity.
    public init(chassis: ChassisID, port: PortID) {
        self.chassis = chassis
        self.port = port
    }
}
