import NetworkValues
import Settings

/// Polls devices by HTTP, with what was learnt of each the last time.
public final class HTTPFeedPoller: DevicePoller {
    private let poller: @Sendable () throws -> HTTPPoller
    private let memories = PollMemories<HTTPDeviceMemory>()

    /// Makes a poller. `poller` is asked for at each poll: certificates may have changed.
    public init(_ poller: @escaping @Sendable () throws -> HTTPPoller) {
        self.poller = poller
    }

    /// Forgets what was remembered of a device.
    public func forget(_ number: Int) {
        memories.forget(number)
    }

    /// Polls a device.
    public func poll(_ device: WatchedDevice, with credentials: FeedCredentials) async -> PollAnswer {
        guard let target = HTTPDevice(device.address, credentials) else {
            return .failed(.refusal, "the credentials \(credentials.name) name no user for HTTP")
        }
        var memory = memories.memory(of: device) ?? HTTPDeviceMemory()
        do {
            let result = try await poller().poll(target, &memory)
            memories.keep(memory, of: device)
            return .read(result.readings, trouble: Self.trouble(result))
        } catch let error as HTTPPollError {
            switch error.code {
            case .notReachable, .timedOut: return .failed(.silence, error.message)
            default: return .failed(.refusal, error.message)
            }
        } catch is CancellationError {
            return .cancelled
        } catch {
            return .failed(.refusal, "\(error)")
        }
    }

    /// What was not understood, or could not be asked for.
    static func trouble(_ result: HTTPPollResult) -> String? {
        if let failure = result.failures.first { return failure.error.message }
        let raw = result.keptRaw
        guard !raw.isEmpty else { return nil }
        return "answered, and not understood: \(raw.map(\.target).joined(separator: ", "))"
    }
}

extension HTTPDevice {
    /// A device as the settings have it; `nil` when they name no user.
    init?(_ address: IPAddress, _ credentials: FeedCredentials) {
        guard let user = credentials.webUser, let password = credentials.webPassword else { return nil }
        self.init(
            address: address, port: credentials.webPort ?? (credentials.usesTLS ? 443 : 80),
            usesTLS: credentials.usesTLS, checksCertificate: !credentials.allowsUntrusted, user: user,
            password: password)
    }
}
