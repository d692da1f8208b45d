public import NetworkValues

/// What the standard groups show of the engine, read at each request.
public struct EngineValues: Sendable {
    /// sysUpTime: hundredths of a second since the agent started, 32 bits that wrap.
    public var upTime: @Sendable () -> UInt32
    /// snmpEngineID: 5 to 32 octets.
    public var engineID: [UInt8]
    /// snmpEngineBoots.
    public var engineBoots: @Sendable () -> UInt32
    /// snmpEngineTime: seconds since the engine's boots last grew.
    public var engineTime: @Sendable () -> UInt32
    /// snmpEngineMaxMessageSize: the longest message that the engine takes, in octets.
    public var maximumMessageSize: UInt32
    /// Whether authenticationFailure is sent (snmpEnableAuthenTraps).
    public var sendsAuthenticationFailures: @Sendable () -> Bool
    /// The time (hrSystemDate).
    public var hostTime: @Sendable () -> Timestamp
    /// Hundredths of a second since the host booted (hrSystemUptime).
    public var hostUpTime: @Sendable () -> UInt64
    /// What the engine counts.
    public var counters: SNMPCounters
    /// snmpSetSerialNo.
    public var serialNumber = SetSerialNumber()
    /// What the streams count.
    public var transports = TransportCounters()

    /// Makes values.
    public init(
        upTime: @escaping @Sendable () -> UInt32, engineID: [UInt8], engineBoots: @escaping @Sendable () -> UInt32,
        engineTime: @escaping @Sendable () -> UInt32, maximumMessageSize: UInt32,
        sendsAuthenticationFailures: @escaping @Sendable () -> Bool,
        hostTime: @escaping @Sendable () -> Timestamp = HostClock.now,
        hostUpTime: @escaping @Sendable () -> UInt64 = HostClock.upTime, counters: SNMPCounters
    ) {
        self.upTime = upTime
        self.engineID = engineID
        self.engineBoots = engineBoots
        self.engineTime = engineTime
        self.maximumMessageSize = maximumMessageSize
        self.sendsAuthenticationFailures = sendsAuthenticationFailures
        self.hostTime = hostTime
        self.hostUpTime = hostUpTime
        self.counters = counters
    }
}
