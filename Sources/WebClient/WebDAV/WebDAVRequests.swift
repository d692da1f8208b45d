import NIOCore

/// The requests to a WebDAV directory.
public struct WebDAVRequests: Sendable {
    /// Octets of an answer's content that are read.
    private static let textOctets = 64 << 10

    private let client: WebClient
    private let directory: WebURL

    /// Makes requests. `url` is that of the directory, with or without a slash behind it.
    public init(_ client: WebClient, _ url: WebURL) {
        self.client = client
        var directory = url
        if !directory.target.hasSuffix("/") { directory.target += "/" }
        self.directory = directory
    }

    /// Asks whether the directory is there.
    public func check() async throws -> WebDAVResponse { try await send(.options, to: directory) }

    /// Makes the directory. The slash behind it is what nginx wants.
    public func makeDirectory() async throws -> WebDAVResponse { try await send(.makeDirectory, to: directory) }

    /// Stores a file under a name that needs no percent signs.
    public func put(_ body: WebBody, as name: String, contentType: String) async throws -> WebDAVResponse {
        var file = directory
        file.target += name
        return try await send(.put, to: file, body: body, contentType: contentType)
    }

    private func send(
        _ method: WebDAVOutcome.Method, to url: WebURL, body: WebBody? = nil, contentType: String = ""
    ) async throws -> WebDAVResponse {
        var request = WebRequest(method.rawValue)
        if body != nil { request.headers = [("Content-Type", contentType)] }
        return try await client.withResponse(to: request, at: url, body: body) { response, content in
            var text: [UInt8] = []
            // lighttpd 1.4.69 answers OPTIONS on a path that is not there with a content in chunks that never ends.
            if method != .options || response.header("Content-Length") != nil {
                for try await part in content {
                    text += part.readableBytesView.prefix(Self.textOctets - text.count)
                    if text.count >= Self.textOctets { break }
                }
            }
            return WebDAVResponse(
                status: response.status, text: String(decoding: text, as: UTF8.self),
                schemes: response.schemes, server: response.header("Server") ?? "",
                retryAfterSeconds: response.header("Retry-After").flatMap { Int64($0) })
        }
    }
}

extension WebResponse {
    /// The first words of its challenges. Several may stand in one field; of those the first counts, with words that
    /// follow a comma and are no parameter.
    fileprivate var schemes: [String] {
        headers.filter { $0.name.lowercased() == "www-authenticate" }.flatMap { field in
            field.value.split(separator: ",").compactMap { part in
                let words = part.split(separator: " ", maxSplits: 1)
                guard let word = words.first, !word.contains("=") else { return nil }
                return String(word)
            }
        }
    }
}
