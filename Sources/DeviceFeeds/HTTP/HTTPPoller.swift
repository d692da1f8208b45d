import DeviceProtocols
import Foundation
public import Logging
public import NetworkValues
public import TLSKit
public import WebClient

/// Asks devices for their pages. It keeps nothing of a device: what is known of one stands in its `HTTPDeviceMemory`, and
/// each poll opens and closes connections of its own.
public struct HTTPPoller: Sendable {
    /// The most octets of an answer.
    public static let bodyLimitBytes = 1 << 20
    /// Redirects of one page that are followed.
    static let redirectLimit = 3
    /// Pages that may be too slow before the others are not asked for.
    static let slowLimit = 2

    private let options: WebClientOptions
    private let budget: Duration
    private let checkingTLS: TLSContext?
    private let trustingTLS: TLSContext?
    private let now: @Sendable () -> Timestamp
    private let logger: Logger

    /// The time limits of devices: they are near, and small.
    public static var standardOptions: WebClientOptions {
        var options = WebClientOptions()
        options.connectLimit = .seconds(5)
        options.headerLimit = .seconds(10)
        options.bodyIdleLimit = .seconds(10)
        options.wholeLimit = .seconds(20)
        return options
    }

    /// Makes a poller.
    ///
    /// - Parameters:
    ///   - options: the time limits; others than these are set here.
    ///   - budget: how long one poll may take: pages that are left then are not asked for.
    ///   - checkingTLS: for devices whose certificate is checked; `nil` when there are none.
    ///   - trustingTLS: for devices whose certificate is not checked; `nil` when there are none.
    public init(
        _ options: WebClientOptions = standardOptions, budget: Duration = .seconds(45), checkingTLS: TLSContext?,
        trustingTLS: TLSContext?, now: @escaping @Sendable () -> Timestamp, logger: Logger
    ) {
        var options = options
        options.bodyLimitBytes = Self.bodyLimitBytes
        options.headerLimitBytes = 16 << 10
        options.maximumRedirects = 0
        options.connectionsPerHost = 1
        options.maximumIdle = 1
        self.options = options
        self.budget = budget
        self.checkingTLS = checkingTLS
        self.trustingTLS = trustingTLS
        self.now = now
        self.logger = logger
    }

    /// Asks a device for its pages, one after the other on one connection. What it does not have is remembered and not asked
    /// for again for a day, or until its firmware changes.
    ///
    /// - Parameter pages: the pages that are asked for, as when a trap says that there is an alarm.
    /// - Throws: `HTTPPollError` when the device cannot be asked at all; `CancellationError`. Then the memory is as it was.
    public func poll(
        _ device: HTTPDevice, _ memory: inout HTTPDeviceMemory, pages: [HTTPPage] = HTTPPage.allCases
    ) async throws -> HTTPPollResult {
        var poll = HTTPPoll(
            device: device, options: options, tls: device.checksCertificate ? checkingTLS : trustingTLS, now: now,
            logger: logger)
        let outcome: Result<HTTPPollResult, any Error>
        do {
            var notes = HTTPPageReader.Notes(memory: memory)
            let result = try await ask(pages, &poll, &notes)
            memory = notes.memory
            outcome = .success(result)
        } catch {
            outcome = .failure(error)
        }
        await poll.end()
        return try outcome.get()
    }

    private func ask(
        _ pages: [HTTPPage], _ poll: inout HTTPPoll, _ notes: inout HTTPPageReader.Notes
    ) async throws -> HTTPPollResult {
        let start = ContinuousClock.now
        var result = HTTPPollResult()
        var slow = 0
        for page in pages {
            if let until = notes.memory.absentUntil[page], now() < until {
                result.pages.append(HTTPPageResult(page, .notAsked))
                continue
            }
            let isFirst = !poll.hasAnswered
            guard isFirst || slow < Self.slowLimit && start.duration(to: .now) < budget else {
                let error = HTTPPollError(.timedOut, "\(page.target) was not asked for: the device was too slow before")
                result.pages.append(HTTPPageResult(page, .failed(error)))
                continue
            }
            do throws(HTTPPollError) {
                result.pages.append(try await poll.ask(page, &notes))
            } catch {
                try Task.checkCancellation()
                // Who cannot be reached, or lets nobody in, is not asked for more.
                let isHopeless = [.timedOut, .notAuthorized].contains(error.code) && isFirst
                if isHopeless || error.code == .notReachable || error.code == .tls { throw error }
                if error.code == .timedOut { slow += 1 }
                result.pages.append(HTTPPageResult(page, .failed(error)))
            }
        }
        result.clock = poll.clock
        result.server = poll.server
        result.isResetRequired = notes.isResetRequired
        return result
    }
}
