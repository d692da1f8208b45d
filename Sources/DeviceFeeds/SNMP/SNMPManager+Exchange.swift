import CNetSNMP
import DeviceProtocols
import Glibc
import NetworkValues

/// A question in flight.
struct SNMPExchange {
    /// Where it stands.
    enum Phase {
        /// The engine ID of the device was asked for.
        case discovering
        /// The question itself was asked.
        case asking
    }

    var target: SNMPTarget
    var question: SNMPQuestion
    var phase = Phase.asking
    var user: SNMPUser?
    /// The numbers under which it went out: of version 3 another one each time (RFC 3412, 6.2).
    var requestID: Int32 = 0
    var messageIDs: [Int32] = []
    var retriesLeft: Int
    var attempts = 0
    /// The engine ID was learned anew, the time was told anew: each once.
    var hasRediscovered = false
    var hasResynchronized = false
    /// What came from the device instead of an answer.
    var trouble: SNMPTrouble?
    var continuation: CheckedContinuation<Result<SNMPAnswer, SNMPTrouble>, Never>
}

extension SNMPManager {
    /// Asks, and waits for the answer.
    func ask(_ question: SNMPQuestion, of target: SNMPTarget) async throws(SNMPTrouble) -> SNMPAnswer {
        if let defect = target.credentials.defect { throw SNMPTrouble(.badRequest, defect) }
        if let name = question.names.first(where: { !(2...128).contains($0.count) }) {
            throw SNMPTrouble(.badRequest, "a name has 2 to 128 parts, \(name.count) were given")
        }
        if isStopped { throw SNMPTrouble(.stopped, "the manager was shut down") }
        if Task.isCancelled { throw .cancelled }
        guard inFlight.count < mostInFlight else {
            throw SNMPTrouble(.overloaded, "at most \(mostInFlight) questions may be in flight, and are")
        }
        let key = newKey()
        counted.requests += 1
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                begin(
                    key,
                    SNMPExchange(
                        target: target, question: question, retriesLeft: target.retries, continuation: continuation))
            }
        } onCancel: {
            thread.perform { [weak self] in
                self?.assumeIsolated { $0.cancel(key) }
            }
        }
        return try result.get()
    }

    private func begin(_ key: Int, _ exchange: SNMPExchange) {
        var exchange = exchange
        repeat { exchange.requestID = Int32.random(in: 1...Int32.max) } while byRequestID[exchange.requestID] != nil
        byRequestID[exchange.requestID] = key
        byEndpoint[exchange.target.endpoint, default: []].insert(key)
        if exchange.target.credentials.version == .v3 {
            if let engineID = engines.engineID(of: exchange.target.endpoint) {
                do throws(SNMPLibraryError) {
                    exchange.user = try engines.user(exchange.target.credentials, at: engineID)
                } catch {
                    inFlight[key] = exchange
                    return finish(key, .failure(.library(error)))
                }
            } else {
                exchange.phase = .discovering
                counted.discoveries += 1
            }
        }
        inFlight[key] = exchange
        counted.inFlightMost = max(counted.inFlightMost, inFlight.count)
        send(key)
    }

    /// Sends what is to be sent in this phase, and waits anew.
    func send(_ key: Int) {
        guard var exchange = inFlight[key] else { return }
        var messageID: Int32 = 0
        if exchange.target.credentials.version == .v3 {
            repeat { messageID = Int32.random(in: 1...Int32.max) } while byMessageID[messageID] != nil
            byMessageID[messageID] = key
            exchange.messageIDs.append(messageID)
        }
        exchange.attempts += 1
        inFlight[key] = exchange
        let question = exchange.phase == .discovering ? SNMPQuestion(kind: .get, names: []) : exchange.question
        do throws(SNMPLibraryError) {
            let octets = try SNMPLibrary.build(
                question, exchange.target.credentials, user: exchange.phase == .discovering ? nil : exchange.user,
                requestID: exchange.requestID, messageID: messageID)
            if let trouble = transmit(octets, to: exchange.target.endpoint) {
                counted.unreachable += 1
                return finish(key, .failure(trouble))
            }
        } catch {
            return finish(key, .failure(.library(error)))
        }
        deadlines.set(key, at: SNMPThread.now() + UInt64(exchange.target.timeoutMilliseconds))
        setAlarm()
    }

    private func transmit(_ octets: [UInt8], to endpoint: SNMPEndpoint) -> SNMPTrouble? {
        do throws(SNMPSocketError) {
            let socket = try socket(for: endpoint)
            var number = socket.send(octets, to: endpoint)
            if number == ECONNREFUSED || number == EHOSTUNREACH {
                // The kernel tells on the first occasion what became of an earlier datagram, maybe to somebody else.
                readErrors(of: socket)
                number = socket.send(octets, to: endpoint)
            }
            switch number {
            case 0:
                counted.datagramsSent += 1
                return nil
            case EAGAIN, ENOBUFS: return nil
            case ECONNREFUSED: return .refused
            default: return .noWay(number)
            }
        } catch {
            return SNMPTrouble(.unreachable, "a socket was needed; \(error.text)")
        }
    }

    private func socket(for endpoint: SNMPEndpoint) throws(SNMPSocketError) -> SNMPSocket {
        let family: Int
        let any: IPAddress
        switch endpoint.address {
        case .v4: (family, any) = (4, .v4(0))
        case .v6: (family, any) = (6, .v6(high: 0, low: 0, zone: 0))
        }
        if let socket = sockets[family] { return socket }
        let made = try SNMPSocket(bound: SNMPEndpoint(any, 0), replies: false)
        sockets[family] = made
        thread.watch(made.descriptor) { [weak self] in
            self?.assumeIsolated { manager in
                guard let socket = manager.sockets[family] else { return }
                manager.readErrors(of: socket)
                socket.receive { manager.receive($0) }
            }
        }
        return made
    }

    /// Ends an exchange.
    func finish(_ key: Int, _ result: Result<SNMPAnswer, SNMPTrouble>) {
        guard let exchange = inFlight.removeValue(forKey: key) else { return }
        deadlines.remove(key)
        byRequestID[exchange.requestID] = nil
        for messageID in exchange.messageIDs { byMessageID[messageID] = nil }
        byEndpoint[exchange.target.endpoint]?.remove(key)
        if byEndpoint[exchange.target.endpoint]?.isEmpty == true { byEndpoint[exchange.target.endpoint] = nil }
        if case .success = result { counted.answers += 1 }
        exchange.continuation.resume(returning: result)
    }

    private func cancel(_ key: Int) {
        guard inFlight[key] != nil else { return }
        counted.cancelled += 1
        finish(key, .failure(.cancelled))
    }

    /// Nothing came in time.
    func expire(_ key: Int) {
        guard var exchange = inFlight[key] else { return }
        if exchange.retriesLeft > 0 {
            exchange.retriesLeft -= 1
            inFlight[key] = exchange
            counted.retries += 1
            return send(key)
        }
        counted.timeouts += 1
        finish(key, .failure(exchange.trouble ?? .timeout(exchange)))
    }

    /// Ends what was asked of those of whom ICMP says that they are not there.
    private func readErrors(of socket: SNMPSocket) {
        var told: [(Int32, SNMPEndpoint)] = []
        socket.errors { told.append(($0, $1)) }
        for (number, endpoint) in told {
            guard number == ECONNREFUSED || number == EHOSTUNREACH || number == ENETUNREACH else { continue }
            for key in byEndpoint[endpoint] ?? [] {
                counted.unreachable += 1
                finish(key, .failure(number == ECONNREFUSED ? .refused : .noWay(number)))
            }
        }
    }
}

extension SNMPTrouble {
    static let cancelled = SNMPTrouble(.cancelled, "an answer was awaited; the task was cancelled")

    static let refused = SNMPTrouble(
        .refused, "an answer was expected; the device says that nobody listens there: switch SNMP on, check the port")

    static func noWay(_ number: Int32) -> SNMPTrouble {
        SNMPTrouble(.unreachable, "a way to the device was needed; \(String(cString: strerror(number)))")
    }

    static func timeout(_ exchange: SNMPExchange) -> SNMPTrouble {
        let hint =
            switch exchange.target.credentials.version {
            case .v1, .v2c: "check the address, the community, and the networks that the device lets ask"
            case .v3 where exchange.phase == .discovering:
                "it did not tell its engine ID either: check the address and whether version 3 is on"
            case .v3: "it told its engine ID: check the user and his passwords"
            }
        return SNMPTrouble(
            .timeout,
            "an answer was expected within \(exchange.target.timeoutMilliseconds) ms; none came to "
                + "\(exchange.attempts) datagrams; \(hint)")
    }

    static func library(_ error: SNMPLibraryError) -> SNMPTrouble {
        switch error.number {
        case IPD_SNMP_SHORT_PASSWORD.rawValue:
            SNMPTrouble(.badRequest, "a password of 8 octets at least was expected")
        case IPD_SNMP_NO_ALGORITHM.rawValue:
            SNMPTrouble(.badRequest, "Net-SNMP's library has not this pair of algorithms")
        case IPD_SNMP_TOO_MUCH.rawValue:
            SNMPTrouble(.badRequest, "the question does not fit into a datagram, or too many engines were met")
        default: SNMPTrouble(.badRequest, "Net-SNMP's library could not build the question (\(error.number))")
        }
    }
}
