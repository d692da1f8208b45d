import DeviceProtocols
import Logging
import NetworkValues
import TLSKit
import WebClient

/// One poll of one device, while it lasts.
struct HTTPPoll {
    /// Where requests go: a redirect may lead to the device's other scheme.
    private struct Origin: Hashable {
        var port: UInt16
        var usesTLS: Bool
    }

    let device: HTTPDevice
    let options: WebClientOptions
    let tls: TLSContext?
    let now: @Sendable () -> Timestamp
    let logger: Logger

    /// Whether any page has answered with something else than a refusal of the user.
    private(set) var hasAnswered = false
    /// The clock by the field Date.
    private(set) var clock: DeviceTime?
    /// The field Server.
    private(set) var server = ""
    private var clients: [Origin: WebClient] = [:]

    init(
        device: HTTPDevice, options: WebClientOptions, tls: TLSContext?, now: @escaping @Sendable () -> Timestamp,
        logger: Logger
    ) {
        self.device = device
        self.options = options
        self.tls = tls
        self.now = now
        self.logger = logger
    }

    /// Closes the connections.
    func end() async {
        for client in clients.values { await client.shutdown() }
    }

    /// Asks for a page.
    mutating func ask(
        _ page: HTTPPage, _ notes: inout HTTPPageReader.Notes
    ) async throws(HTTPPollError) -> HTTPPageResult {
        let response = try await response(to: page)
        switch response.status {
        case 200..<300: break
        case 401: throw notAuthorized(page, response)
        case 403:
            hasAnswered = true
            throw notAuthorized(page, response)
        case 404, 410, 501:
            hasAnswered = true
            notes.memory.absentUntil[page] = now().adding(seconds: HTTPDeviceMemory.absentSeconds)
            return HTTPPageResult(page, .absent(status: response.status))
        default:
            hasAnswered = true
            throw HTTPPollError(.status, "expected status 200 for \(page.target), got \(response.status)")
        }
        hasAnswered = true
        notes.memory.absentUntil[page] = nil
        let date = response.header("date").flatMap { DeviceTimeText.date(ofHeader: $0) }
        if clock == nil { clock = date.map { DeviceTime($0, isUTC: true) } }
        if server.isEmpty { server = String((response.header("server") ?? "").prefix(128)) }
        let reader = HTTPPageReader(
            page: page, octets: response.body, encoding: Self.encoding(response.header("content-type")),
            minute: CalendarDate(date ?? now()).minute)
        return reader.result(&notes)
    }

    /// The response to a page, behind redirects within the device.
    private mutating func response(to page: HTTPPage) async throws(HTTPPollError) -> WebResponse {
        var origin = Origin(port: device.port, usesTLS: device.usesTLS)
        var target = page.target
        var visited: Set<String> = []
        while true {
            let place = HTTPDevice.place(device.address, origin.port, usesTLS: origin.usesTLS)
            guard visited.insert(place + target).inserted else {
                throw HTTPPollError(.redirect, "redirects of \(page.target) lead in a circle")
            }
            guard visited.count <= HTTPPoller.redirectLimit + 1 else {
                throw HTTPPollError(.redirect, "more than \(HTTPPoller.redirectLimit) redirects of \(page.target)")
            }
            let response: WebResponse
            do {
                let url = try WebURL(place + target)
                response = try await client(origin).perform(WebRequest(), at: url)
            } catch {
                throw Self.reason(error, page)
            }
            guard [301, 302, 303, 307, 308].contains(response.status), let location = response.header("location") else {
                return response
            }
            (origin, target) = try follow(location, from: origin, target, page)
        }
    }

    /// Where a redirect leads. It must stay at the device: the same address, and the same port or the one of https.
    private func follow(
        _ location: String, from origin: Origin, _ target: String, _ page: HTTPPage
    ) throws(HTTPPollError) -> (Origin, String) {
        let lower = location.lowercased()
        guard lower.hasPrefix("http://") || lower.hasPrefix("https://") else {
            guard !location.hasPrefix("//"), !lower.prefix(12).contains(":") else {
                throw HTTPPollError(.redirect, "\(page.target) redirects away from the device")
            }
            if location.hasPrefix("/") { return (origin, location) }
            let path = target.prefix { $0 != "?" }
            let folder = path.lastIndex(of: "/").map { path[...$0] } ?? "/"
            return (origin, folder + location)
        }
        do {
            let url = try WebURL(location)
            let next = Origin(port: UInt16(clamping: url.port), usesTLS: url.scheme == .https)
            let isUpgrade = next.usesTLS && !origin.usesTLS && [443, origin.port].contains(next.port)
            guard IPAddress(url.host) == device.address, next == origin || isUpgrade else {
                throw HTTPPollError(.redirect, "\(page.target) redirects away from the device, to \(url.host)")
            }
            return (next, url.target)
        } catch let error as HTTPPollError {
            throw error
        } catch {
            throw HTTPPollError(.redirect, "\(page.target) redirects to what is no URL of HTTP")
        }
    }

    private mutating func client(_ origin: Origin) throws -> WebClient {
        if let client = clients[origin] { return client }
        let prefix = try WebURL(HTTPDevice.place(device.address, origin.port, usesTLS: origin.usesTLS) + "/")
        let credentials =
            device.user.isEmpty
            ? [] : [WebCredentials(prefix: prefix, user: device.user, password: device.password)]
        let client = WebClient(options, tls: tls, credentials: credentials, logger: logger)
        clients[origin] = client
        return client
    }

    /// What a refusal says: the user and the scheme, never the password.
    private func notAuthorized(_ page: HTTPPage, _ response: WebResponse) -> HTTPPollError {
        let schemes = response.headers.filter { $0.name.lowercased() == "www-authenticate" }
            .compactMap { $0.value.split(separator: " ").first.map { String($0.prefix(32)) } }
        let asked = schemes.isEmpty ? "no scheme named" : schemes.joined(separator: " or ")
        let user = device.user.isEmpty ? "no user, and none is set" : "the user \(device.user)"
        if response.status == 403 {
            return HTTPPollError(.notAuthorized, "\(device.place) refuses \(page.target) to \(user) (status 403)")
        }
        return HTTPPollError(
            .notAuthorized, "\(device.place) asks for a log-in (\(asked)) and does not let in \(user) (status 401)")
    }

    private static func reason(_ error: any Error, _ page: HTTPPage) -> HTTPPollError {
        guard let error = error as? WebClientError else {
            return HTTPPollError(.notReachable, "\(page.target) could not be asked for: \(type(of: error))")
        }
        let code: HTTPPollError.Code =
            switch error.code {
            case .notConnected, .busy, .shutDown: .notReachable
            case .timedOut: .timedOut
            case .tls: .tls
            case .tooLarge: .tooLarge
            case .redirect: .redirect
            case .closed, .malformed, .invalidURL, .invalidRequest, .bodyConsumed: .malformed
            }
        return HTTPPollError(code, error.message)
    }

    private static func encoding(_ contentType: String?) -> XMLEncoding {
        guard let type = contentType?.lowercased(), let place = type.firstRange(of: "charset=") else { return .utf8 }
        let name = type[place.upperBound...].prefix { $0 != ";" && $0 != " " }.filter { $0 != "\"" }
        return XMLEncoding(named: name) ?? .utf8
    }
}
