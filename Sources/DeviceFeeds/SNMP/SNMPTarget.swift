public import NetworkValues

/// A device to ask, and how.
public struct SNMPTarget: Hashable, Sendable {
    /// The device's address.
    public var address: IPAddress
    /// Its port, mostly 161.
    public var port: UInt16
    /// Who asks.
    public var credentials: SNMPCredentials
    /// How long an answer is waited for after each attempt, in milliseconds.
    public var timeoutMilliseconds: Int
    /// Attempts after the first one.
    public var retries: Int

    /// Makes a target. A time-out is kept between 10 ms and a minute, retries between 0 and 10.
    public init(
        address: IPAddress, port: UInt16 = 161, credentials: SNMPCredentials, timeoutMilliseconds: Int = 1500,
        retries: Int = 2
    ) {
        self.address = address
        self.port = port
        self.credentials = credentials
        self.timeoutMilliseconds = min(max(timeoutMilliseconds, 10), 60_000)
        self.retries = min(max(retries, 0), 10)
    }

    var endpoint: SNMPEndpoint { SNMPEndpoint(address, port) }
}
