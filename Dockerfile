# syntax=docker/dockerfile:1
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY src ./src
COPY migrations ./migrations
COPY wwwroot-assets ./wwwroot-assets
# Locked restore: the image holds exactly the packages that were tested.
ENV CI=true
RUN dotnet publish src/DrConsole.Web -c Release -o /out/web --disable-build-servers -nologo -v quiet -clp:NoSummary
RUN dotnet publish src/DrConsole.Cli -c Release -o /out/cli --disable-build-servers -nologo -v quiet -clp:NoSummary

FROM mcr.microsoft.com/dotnet/aspnet:10.0
COPY --from=build /out /app
# The content root: the web server looks for its static files in the working directory.
WORKDIR /app/web
# What backups are made of: databases' own tools, compression, encryption.
RUN apt-get update && apt-get install -y --no-install-recommends postgresql-client mariadb-client redis-tools zstd age && rm -rf /var/lib/apt/lists/*
# For 'prepare --data /data': a volume takes over the owner of the folder that it is mounted on.
RUN install -d -m 700 -o "$APP_UID" /data
USER $APP_UID
EXPOSE 8080
# bash is in the image, curl is not.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["bash", "-c", "exec 5<>/dev/tcp/127.0.0.1/8080 && printf 'GET /health/ready HTTP/1.1\\r\\nHost: 127.0.0.1\\r\\nConnection: close\\r\\n\\r\\n' >&5 && read -r line <&5 && [[ $line == 'HTTP/1.1 200'* ]]"]
# Needs ConnectionStrings__Console; migrate first with: dotnet /app/cli/drconsole-cli.dll prepare --data DIR
ENTRYPOINT ["dotnet", "/app/web/DrConsole.Web.dll", "--urls", "http://0.0.0.0:8080"]
