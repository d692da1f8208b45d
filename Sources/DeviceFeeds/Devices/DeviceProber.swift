import DeviceProtocols
public import NetworkValues

/// Asks an address of which nothing is known, by SNMP and HTTP, with credentials in their order: for a search of devices.
public struct DeviceProber: DiscoveryProber {
    /// Milliseconds for which an answer is waited for.
    static let timeout = 1000

    private let credentials: [FeedCredentials]
    private let snmp: SNMPPoller
    private let web: HTTPPoller?

    /// Makes a prober; without `web` nobody is asked by HTTP.
    public init(_ credentials: [FeedCredentials], snmp: SNMPPoller, web: HTTPPoller?) {
        self.credentials = credentials
        self.snmp = snmp
        self.web = web
    }

    /// Asks an address.
    public func probe(_ address: IPAddress) async -> DiscoveryAnswer {
        async let snmp = askBySNMP(address)
        async let http = askByHTTP(address)
        return await DiscoveryAnswer(snmp: snmp, http: http)
    }

    private func askBySNMP(_ address: IPAddress) async -> DiscoveryOutcome? {
        var failure: DiscoveryFailure?
        for credentials in credentials {
            guard var target = snmp.target(address, credentials) else { continue }
            target.timeoutMilliseconds = Self.timeout
            target.retries = 0
            do throws(SNMPManagerError) {
                let (system, interfaces) = try await snmp.identify(target)
                return .identified(
                    DiscoveredDevice(
                        system.identity(interfaces: interfaces), objectID: system.objectID,
                        credentials: credentials.name.isEmpty ? nil : credentials.name))
            } catch {
                switch error.code {
                case .timeout, .unreachable: failure = failure ?? .noAnswer
                case .refused: failure = failure ?? .refused
                case .unknownUser, .wrongDigest, .decryption, .unsupportedLevel: failure = .credentials
                case .cancelled, .stopped: return .failed(.noAnswer)
                default: failure = failure ?? .other(error.message)
                }
            }
        }
        return failure.map { .failed($0) }
    }

    private func askByHTTP(_ address: IPAddress) async -> DiscoveryOutcome? {
        guard let web else { return nil }
        var failure: DiscoveryFailure?
        for credentials in credentials {
            guard let device = HTTPDevice(address, credentials) else { continue }
            var memory = HTTPDeviceMemory()
            do {
                let readings = try await web.poll(device, &memory).readings
                var identity = DeviceIdentity()
                for case .identity(let told) in readings { identity.merge(told) }
                guard identity != DeviceIdentity() else {
                    failure = failure ?? .other("a web server that tells nothing of a device")
                    continue
                }
                return .identified(
                    DiscoveredDevice(identity, credentials: credentials.name.isEmpty ? nil : credentials.name))
            } catch let error as HTTPPollError {
                switch error.code {
                case .timedOut: failure = failure ?? .noAnswer
                case .notReachable: failure = failure ?? .refused
                case .notAuthorized: failure = .credentials
                default: failure = failure ?? .other(error.message)
                }
                // Whoever cannot be reached is not asked again with another password.
                if error.code == .timedOut || error.code == .notReachable { break }
            } catch {
                return .failed(.noAnswer)
            }
        }
        return failure.map { .failed($0) }
    }
}
