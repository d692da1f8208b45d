import DeviceProtocols
public import NetworkValues

/// Asks an address of which nothing is known, by SNMP and HTTP, with credentials in their order: for a search of devices.
///
/// A password for web pages goes only to who has shown by SNMP that it is a device of such a system: others are asked without
/// one.
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
        let snmp = await askBySNMP(address)
        var isDevice = false
        if case .identified(let device) = snmp { isDevice = VendorArc(device.objectID) != nil }
        return await DiscoveryAnswer(snmp: snmp, http: askByHTTP(address, isDevice: isDevice))
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

    private func askByHTTP(_ address: IPAddress, isDevice: Bool) async -> DiscoveryOutcome? {
        guard let web else { return nil }
        var failure: DiscoveryFailure?
        for credentials in isDevice ? credentials.filter({ $0.webUser != nil }) : [FeedCredentials.usual] {
            let device = HTTPDevice(address, credentials) ?? HTTPDevice(address: address)
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
                case .timedOut: return .failed(failure ?? .noAnswer)
                case .notReachable: return .failed(failure ?? .refused)
                case .notAuthorized: failure = .credentials
                default: failure = failure ?? .other(error.message)
                }
            } catch {
                return .failed(.noAnswer)
            }
        }
        return failure.map { .failed($0) }
    }
}
