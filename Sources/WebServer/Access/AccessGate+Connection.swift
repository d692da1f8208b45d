import HTTPTypes
import Hummingbird
import WebAccess

extension AccessGate {
    /// A path as the router takes it apart: it passes over empty parts. What is decided by the path must be decided by that
    /// of the route that answers.
    static func routed(_ path: String) -> String {
        "/" + path.split(separator: "/").joined(separator: "/")
    }

    /// Whether a request over HTTP would pass by the certificate that HTTPS asks for.
    func isWayAround(_ path: String, _ settings: AccessSettings) -> Bool {
        settings.usesMutualTLS && httpsPort > 0 && !openPaths.contains(path) && path != "/capture"
    }

    /// Turns away a connection that began before certificates were asked for.
    func checkCertificate(_ context: WebContext, _ settings: AccessSettings) throws {
        guard isEncrypted, settings.usesMutualTLS, !context.hasCertificate else { return }
        throw HTTPError(
            .misdirectedRequest, headers: [.connection: "close"],
            message: "a client certificate is required now; connect again")
    }

    /// Turns away what another site lets a browser send: browsers add a session's cookie to some of it, and the
    /// credentials of HTTP authentication to all of it. Programs send neither field.
    static func checkOrigin(of request: Request) throws {
        guard request.method != .get, request.method != .head else { return }
        if let name = HTTPField.Name("Sec-Fetch-Site"), let site = request.headers[name] {
            guard site == "same-origin" || site == "none" else { throw foreign }
        } else if let origin = request.headers[.origin], origin != "null" {
            // Older browsers. Our own pages have no referrer, and so no origin either.
            let host = origin.split(separator: "/").last.map { $0.lowercased() }
            guard host == request.head.authority?.lowercased() else { throw foreign }
        }
    }

    private static var foreign: HTTPError {
        HTTPError(.forbidden, message: "what another site lets a browser send is not taken")
    }

    // MARK: From HTTP to HTTPS

    /// The same place over HTTPS (manual 4.9.3).
    func redirection(of request: Request) throws -> Response {
        // The host as the client called it: whoever forges it sends only himself away.
        guard let host = Self.host(of: request.head.authority ?? ""), request.uri.string.hasPrefix("/") else {
            throw HTTPError(.badRequest, message: "expected a host and a path, to send the request on to HTTPS")
        }
        let port = httpsPort == 443 ? "" : ":\(httpsPort)"
        return Response(
            status: .permanentRedirect, headers: [.location: "https://\(host)\(port)\(request.uri.string)"])
    }

    /// The host of `name`, `192.0.2.1:80` or `[2001:db8::1]:80`; `nil` for what is none (RFC 3986 3.2.2).
    static func host(of authority: String) -> String? {
        var host = authority[...]
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { return nil }
            host = authority[...end]
            guard host.count > 3, host.dropFirst().dropLast().utf8.allSatisfy(isOfAddress) else { return nil }
        } else {
            host = authority.prefix { $0 != ":" }
            guard !host.isEmpty, host.utf8.allSatisfy(isOfName) else { return nil }
        }
        let port = authority[host.endIndex...]
        guard port.isEmpty || port.hasPrefix(":") && port.utf8.count <= 6 && port.dropFirst().utf8.allSatisfy(isDigit)
        else { return nil }
        return String(host)
    }

    private static func isDigit(_ octet: UInt8) -> Bool { (0x30...0x39).contains(octet) }

    private static func isOfAddress(_ octet: UInt8) -> Bool {
        isDigit(octet) || (0x61...0x66).contains(octet | 0x20) || octet == UInt8(ascii: ":")
            || octet == UInt8(ascii: ".")
    }

    private static func isOfName(_ octet: UInt8) -> Bool {
        isDigit(octet) || (0x61...0x7a).contains(octet | 0x20) || octet == UInt8(ascii: "-")
            || octet == UInt8(ascii: ".") || octet == UInt8(ascii: "_")
    }
}
